use std::{
    fs::File,
    io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use super::identity::FileIdentity;

/// The files that were opened outside of SQLite. They stay open until they are removed from the disk.
///
/// SQLite guards a database by locks that belong to the process, and a process loses *all* its locks on a file as soon
/// as it closes *any* descriptor of that file (fcntl(2)): another process would then take a database that is in use for
/// an unused one.
static HELD: Mutex<Vec<(FileIdentity, Arc<File>)>> = Mutex::new(Vec::new());

/// Opens a file for reading without affecting SQLite's locks on it.
pub(super) fn open(path: &Path) -> io::Result<Arc<File>> {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    held.retain(|(_, file)| !is_removed(file));
    let present = FileIdentity::of(&path.metadata()?);
    if let Some((_, file)) = held.iter().find(|(identity, _)| *identity == present) {
        return Ok(file.clone());
    }
    let file = Arc::new(File::open(path)?);
    held.push((FileIdentity::of(&file.metadata()?), file.clone()));
    Ok(file)
}

#[cfg(unix)]
fn is_removed(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.metadata().is_ok_and(|metadata| metadata.nlink() == 0)
}

/// Elsewhere, closing a file releases no lock of another descriptor.
#[cfg(not(unix))]
const fn is_removed(_: &File) -> bool {
    true
}
