use std::{
    ffi::OsString,
    fs::File,
    io::{self, Write},
    os::fd::AsRawFd,
};

use rustix::fs::{MemfdFlags, memfd_create};
use thiserror::Error;

use self::arn::Arn;
use crate::configuration::trim;

mod arn;
mod endpoint;
mod signed_call;

/// The suffix of a variable that names a secret of AWS, instead of `_FILE`.
const SUFFIX: &str = "_ARN";
const FILE_SUFFIX: &str = "_FILE";

/// Why a secret can't be fetched. The error has its name alone, never its value.
#[derive(Debug, Error)]
#[error("{variable}: {reason}")]
pub(super) struct NoSecret {
    variable: String,
    reason: String,
}

/// Files in the memory of this process, one for each secret.
pub(super) struct SecretFiles(#[expect(dead_code, reason = "a file lasts as long as it is open")] Vec<File>);

/// Fetches each secret that a variable such as `TRANCHE_SECURITY__JWT_SECRET_ARN` names into a file, and sets
/// `TRANCHE_SECURITY__JWT_SECRET_FILE` to its path: once in the life of an environment.
pub(super) async fn fetch(environment: &mut [(OsString, OsString)]) -> Result<SecretFiles, NoSecret> {
    let mut files = Vec::new();
    for (name, value) in environment {
        let Some(variable) = name.to_str().filter(|name| is_named_by_arn(name)) else { continue };
        let failed = |reason: String| NoSecret { variable: variable.to_owned(), reason };
        let arn = value.to_str().map(trim).and_then(Arn::parse).ok_or_else(|| {
            failed("must be the ARN of a secret of Secrets Manager or of a parameter of Systems Manager".to_owned())
        })?;
        let secret = signed_call::fetch(arn).await.map_err(failed)?;
        let file = in_memory(&secret).map_err(|error| failed(error.to_string()))?;
        let path = format!("/proc/self/fd/{}", file.as_raw_fd());
        *name = variable.trim_end_matches(SUFFIX).to_owned().into();
        name.push(FILE_SUFFIX);
        *value = path.into();
        files.push(file);
    }
    Ok(SecretFiles(files))
}

fn is_named_by_arn(variable: &str) -> bool {
    variable.starts_with("TRANCHE_") && variable.ends_with(SUFFIX)
}

/// A file in memory alone.
fn in_memory(content: &str) -> io::Result<File> {
    let mut file = File::from(memfd_create("secret", MemfdFlags::CLOEXEC)?);
    file.write_all(content.as_bytes())?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_secret_in_memory_is_read_by_its_path() {
        let file = in_memory("canary").unwrap();
        let path = format!("/proc/self/fd/{}", file.as_raw_fd());
        assert_eq!(fs::read_to_string(&path).unwrap(), "canary");
        assert_eq!(fs::read_to_string(&path).unwrap(), "canary");
    }
}
