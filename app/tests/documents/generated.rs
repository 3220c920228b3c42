use std::{fs, path::Path};

use crate::markdown::repository;

/// Fails if the committed document is not `text`, with the command that updates it.
pub(crate) fn assert_committed(path: &str, text: &str) {
    let committed = fs::read_to_string(repository().join(path)).unwrap_or_default();
    if committed != text {
        let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join(path.replace('/', "_"));
        fs::write(&made, text).unwrap();
        panic!("{path} is behind the code; run `cp {} {path}`", made.display());
    }
}
