//! A file that is written beside its place, to be put there at once.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, TempPath};

/// Writes a file beside `place`, with the permissions of the one that is there, and adds the folders that were made for it.
///
/// # Errors
/// [`io::Error`] where the disk does not take it.
pub(crate) fn write_beside(place: &Path, text: &str, folders: &mut Vec<PathBuf>) -> io::Result<TempPath> {
    let folder = place.parent().unwrap_or(place);
    let mut missing: Vec<_> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
    while let Some(folder) = missing.pop() {
        fs::create_dir(folder)?;
        folders.push(folder.to_owned());
    }
    let mut new = with_usual_permissions(&mut Builder::new()).tempfile_in(folder)?;
    new.write_all(text.as_bytes())?;
    if let Ok(metadata) = fs::metadata(place) {
        new.as_file().set_permissions(metadata.permissions())?;
    }
    // Closed: a plan may have more files than a process may have open.
    Ok(new.into_temp_path())
}

/// What stays is no secret: it gets the permissions of any new file.
#[cfg(unix)]
fn with_usual_permissions<'a, 'b>(builder: &'a mut Builder<'b, 'b>) -> &'a mut Builder<'b, 'b> {
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn with_usual_permissions<'a, 'b>(builder: &'a mut Builder<'b, 'b>) -> &'a mut Builder<'b, 'b> {
    builder
}
