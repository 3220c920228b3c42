use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::markdown::repository;

/// Folders at the root that are no part of the repository.
const FOREIGN: [&str; 3] = [".git", "data", "target"];
/// Folders that package managers and builds of clients create, wherever they are.
const INSTALLED: [&str; 3] = [".venv", "dist", "node_modules"];

/// Every file of the repository.
pub(crate) fn files() -> Vec<PathBuf> {
    let mut paths = Vec::new();
    collect(&repository(), &mut paths);
    paths
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_foreign = INSTALLED.contains(&name) || (folder == repository() && FOREIGN.contains(&name));
        if !path.is_dir() {
            paths.push(path);
        } else if !is_foreign {
            collect(&path, paths);
        }
    }
}
