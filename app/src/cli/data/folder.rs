//! A folder of dumps, each named by its moment.

use std::{
    ffi::OsStr,
    fs, io,
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use domain::Timestamp;

const PREFIX: &str = "tranche-";
const SUFFIX: &str = "Z.dump";

/// The file of a dump at this moment. Names are in the order of time.
pub(super) fn new_dump(folder: &Path, now: Timestamp) -> PathBuf {
    let moment = now.to_string();
    let seconds = moment.split_once('.').map_or(moment.as_str(), |(seconds, _)| seconds);
    let digits: String = seconds.chars().filter(char::is_ascii_alphanumeric).collect();
    folder.join(format!("{PREFIX}{digits}{SUFFIX}"))
}

/// Removes all dumps but the newest ones, and returns what was removed. Other files stay.
pub(super) fn keep_newest(folder: &Path, count: NonZeroUsize) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name());
    }
    names.retain(|name| is_dump(name));
    names.sort_unstable();
    names.truncate(names.len().saturating_sub(count.get()));
    let old: Vec<PathBuf> = names.into_iter().map(|name| folder.join(name)).collect();
    old.iter().try_for_each(fs::remove_file)?;
    Ok(old)
}

fn is_dump(name: &OsStr) -> bool {
    let moment = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    moment.is_some_and(|moment| moment.len() == 15 && moment.chars().all(|character| character.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_dumps_and_all_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let at = |seconds: i64| new_dump(folder.path(), Timestamp::from_unix_millis(seconds * 1_000).unwrap());
        assert_eq!(at(1_796_000_000).file_name().unwrap(), "tranche-20261130T005320Z.dump");
        let dumps = [at(1_796_000_000), at(1_796_000_001), at(1_796_090_000), at(1_800_000_000)];
        let others = ["tranche-of-may.dump", "tranche-20261130T005320Z.dump.partial", "a", "tranche-2026.dump"];
        let others = others.map(|name| folder.path().join(name));
        dumps.iter().chain(&others).for_each(|path| fs::write(path, "").unwrap());
        let keep = |count| keep_newest(folder.path(), NonZeroUsize::new(count).unwrap()).unwrap();
        assert_eq!(keep(5), [] as [PathBuf; 0]);
        assert_eq!(keep(2), dumps[..2]);
        assert_eq!(dumps.map(|path| path.exists()), [false, false, true, true]);
        assert!(others.iter().all(|path| path.exists()));
    }
}
