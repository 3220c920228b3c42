use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::markdown::repository;

/// Folders whose content is not ours.
const FOREIGN: [&str; 3] = [".git", "data", "target"];

/// Every file of the repository.
pub(crate) fn files() -> Vec<PathBuf> {
    let mut paths = Vec::new();
    collect(&repository(), &mut paths);
    paths
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            paths.push(path);
        } else if !FOREIGN.contains(&path.file_name().unwrap().to_str().unwrap()) {
            collect(&path, paths);
        }
    }
}
