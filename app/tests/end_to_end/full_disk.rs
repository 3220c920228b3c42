use std::{fs, path::PathBuf, process::Command};

use test_databases::SqliteFile;

use crate::{
    cases::{Case, case, on_mount},
    outage::in_time,
    support::{Client, PASSWORD, Workplace, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_file_that_can_not_grow_fails_writes_and_no_reads_until_it_can),
        on_mount(a_full_disk_fails_writes_and_no_reads_until_there_is_room),
    ]
}

/// A write beyond the limit fails with an error, instead of a signal that ends the process.
const UNHARMED: &str = r#"trap '' XFSZ; exec "$@""#;
/// More sign-ups than there will be room for.
const MANY: usize = 2_000;
/// How many more bytes the file may grow by.
const ROOM: u64 = 256 * 1024;

/// Writes until there is no room; returns the names that succeeded, and the one that failed.
fn fill(anonymous: &Client) -> (Vec<String>, String) {
    let mut made = Vec::new();
    for number in 0..MANY {
        let name = format!("grace.{number}");
        let answer = in_time(|| anonymous.sign_up(&name, PASSWORD));
        if answer.status != 201 {
            answer.assert_problem(503, "unavailable");
            return (made, name);
        }
        made.push(name);
    }
    panic!("there was room for {MANY}");
}

/// Fills the disk of a running product, and lets it continue when there is room again.
fn fill_and_go_on(anonymous: &Client, make_room: impl FnOnce()) {
    let ada = sign_up_and_log_in(anonymous, "ada.lovelace");
    let (made, refused) = fill(anonymous);
    for _ in 0..5 {
        in_time(|| anonymous.sign_up(&refused, PASSWORD)).assert_problem(503, "unavailable");
        in_time(|| ada.me()).assert_status(200);
        in_time(|| anonymous.get("/api/v1/products")).assert_status(200);
        in_time(|| anonymous.get("/livez")).assert_status(200);
    }
    make_room();
    in_time(|| anonymous.sign_up(&refused, PASSWORD)).assert_status(201);
    for name in made.iter().chain([&refused]) {
        anonymous.log_in(name, PASSWORD).assert_status(200);
    }
    ada.log_out().assert_status(204);
}

fn a_file_that_can_not_grow_fails_writes_and_no_reads_until_it_can() {
    let workplace = Workplace::on_sqlite().launched_by(UNHARMED);
    let server = workplace.start();
    let sizes = ["data/tranche.db", "data/tranche.db-wal", "log.txt"]
        .map(|name| fs::metadata(workplace.path(name)).map_or(0, |file| file.len()));
    server.limit_files(sizes.into_iter().max().map(|size| size + ROOM));
    fill_and_go_on(&server.anonymous(), || server.limit_files(None));
    assert_eq!(SqliteFile::at(&workplace.path("data/tranche.db")).integrity(), "ok");
    assert_eq!(server.stop().code(), Some(0));
}

fn a_full_disk_fails_writes_and_no_reads_until_there_is_room() {
    let workplace = Workplace::on_sqlite();
    let disk = SmallDisk::mount(workplace.path("data")).unwrap();
    let server = workplace.start();
    fill_and_go_on(&server.anonymous(), || disk.grow());
    assert_eq!(SqliteFile::at(&workplace.path("data/tranche.db")).integrity(), "ok");
    assert_eq!(server.stop().code(), Some(0));
}

/// A file system with little room; it is unmounted with this.
pub(crate) struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts a new one at this path; none if this process may not mount.
    pub(crate) fn mount(path: PathBuf) -> Option<Self> {
        fs::create_dir_all(&path).unwrap();
        mount(&["-t", "tmpfs", "-o", "size=2m", "tmpfs"], &path).then_some(Self(path))
    }

    fn grow(&self) {
        assert!(mount(&["-o", "remount,size=64m"], &self.0));
    }

    /// Makes it read-only, which fails while a file is open for writing.
    pub(crate) fn make_read_only(&self) {
        assert!(mount(&["-o", "remount,ro"], &self.0));
    }

    pub(crate) fn make_writable(&self) {
        assert!(mount(&["-o", "remount,rw"], &self.0));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Unmounted lazily: files that are still open keep it until they are closed.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

/// Makes a folder read-only for all that open a file in it; files that are open stay as they are.
pub(crate) struct ReadOnlyCover(PathBuf);

impl ReadOnlyCover {
    pub(crate) fn over(path: PathBuf) -> Self {
        assert!(mount(&["--bind", path.to_str().unwrap()], &path));
        let cover = Self(path);
        assert!(mount(&["-o", "remount,bind,ro"], &cover.0));
        cover
    }
}

impl Drop for ReadOnlyCover {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

fn mount(options: &[&str], path: &PathBuf) -> bool {
    Command::new("mount").args(options).arg(path).output().is_ok_and(|output| output.status.success())
}

/// Whether this process may mount file systems.
pub(crate) fn may_mount() -> bool {
    let directory = tempfile::tempdir().unwrap();
    SmallDisk::mount(directory.path().join("disk")).is_some()
}
