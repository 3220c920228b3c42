use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The folder of Debian with the programs of each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// PostgreSQL's own programs, such as `pg_dump`.
pub(crate) struct PostgresPrograms(PathBuf);

impl PostgresPrograms {
    /// The programs in `TEST_POSTGRES_PROGRAMS`, or in the path, or of the newest version that is installed; none if
    /// there are none.
    pub(crate) fn find() -> Option<Self> {
        let named = env::var_os("TEST_POSTGRES_PROGRAMS").map(PathBuf::from);
        let path = env::var_os("PATH").unwrap_or_default();
        let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(VERSIONS)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some((entry.as_ref().ok()?.file_name().to_str()?.parse().ok()?, entry.ok()?.path())))
            .collect();
        versions.sort_unstable();
        let installed = versions.into_iter().rev().map(|(_, folder)| folder.join("bin"));
        let found = named
            .into_iter()
            .chain(env::split_paths(&path))
            .chain(installed)
            .find(|folder| ["pg_dump", "pg_restore"].iter().all(|program| folder.join(program).is_file()));
        found.map(Self)
    }

    /// Runs a program, and asserts that it succeeds.
    #[track_caller]
    pub(crate) fn run(&self, program: &str, arguments: &[&str], file: &Path) {
        let arguments = arguments.iter().map(OsStr::new).chain([file.as_os_str()]);
        let output = Command::new(self.0.join(program)).args(arguments).output().unwrap();
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
