//! Whether the log beside a database was written for it.
//!
//! SQLite applies any log that it finds: nothing in it names its database. But the first page of a database has
//! counters, and a log has that page as it was after each commit that changed it. So the page in the file must be one
//! of those in the log (a checkpoint copied it), or the one before the first of them. A log that is refused here can't
//! belong to the file; a log that can't be distinguished from one that belongs is accepted, such as the log of a file
//! whose plain copy was made moments before.
//!
//! <https://www.sqlite.org/fileformat2.html#the_write_ahead_log>

use std::{
    fs::File,
    io::{self, BufReader, ErrorKind, Read},
    path::Path,
};

/// The tries to read file and log in the same state, while another process writes.
const LOOKS: usize = 10;
/// The first bytes of every database.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// The first bytes of a log, except for the last bit, which says how its checksums are computed.
const WAL_MAGIC: u32 = 0x377f_0682;

/// The first bytes of the first page of a database.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Header([u8; 100]);

/// The effect of a log on a database.
struct Log {
    /// Random numbers that change whenever the log restarts.
    salts: [u8; 8],
    /// How often the log restarted since the file was created.
    restarts: u32,
    /// The first page, after each commit that changed it.
    headers: Vec<Header>,
    /// The number of pages in the database after the last commit.
    pages: u32,
}

/// Whether the log at this path was written for this database, or has nothing to apply.
pub(super) fn belongs_to(database: &File, wal: &Path) -> io::Result<bool> {
    for _ in 0..LOOKS {
        let before = Header::read(database)?;
        let Some(log) = Log::read(wal)? else { return Ok(true) };
        let is_at_one_moment = Header::read(database)? == before && Log::salts(wal)? == Some(log.salts);
        if is_at_one_moment || before.is_some_and(|header| log.belongs_to(header)) {
            return Ok(before.is_some_and(|header| log.belongs_to(header)));
        }
    }
    // Another process has both open, and accepted them.
    Ok(true)
}

impl Header {
    /// The header of a database; `None` if the file is shorter than one.
    pub(super) fn read(file: &File) -> io::Result<Option<Self>> {
        let mut bytes = [0; 100];
        match read_start(file, &mut bytes) {
            Ok(()) => Ok(Some(Self(bytes))),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) fn is_of_sqlite(self) -> bool {
        self.0.starts_with(MAGIC)
    }

    /// Whether the database may have a log at all. An output of `VACUUM INTO` may not, whatever its source.
    fn has_log(self) -> bool {
        self.0.get(18..20) == Some(&[2, 2])
    }

    /// Grows by one with the commits that change the page, or not at all.
    fn change_counter(self) -> u32 {
        word(&self.0, 24)
    }

    fn pages(self) -> u32 {
        word(&self.0, 28)
    }

    /// Grows with each change of the schema, and with each copy that SQLite itself makes.
    fn schema_cookie(self) -> u32 {
        word(&self.0, 40)
    }

    /// Whether the number of pages is that of the file; old versions did not update it.
    fn knows_pages(self) -> bool {
        self.change_counter() == word(&self.0, 92)
    }
}

impl Log {
    /// The commits in the log; `None` if there is none.
    fn read(path: &Path) -> io::Result<Option<Self>> {
        let Some(mut file) = open(path)? else { return Ok(None) };
        let mut start = [0; 32];
        if !fill(&mut file, &mut start)? {
            return Ok(None);
        }
        let Some(mut checksum) = Checksum::of_log(&start) else { return Ok(None) };
        let Some(salts) = salts_of(&start) else { return Ok(None) };
        let mut page = vec![0; usize::try_from(word(&start, 8)).unwrap_or_default()];
        let (mut frame, mut headers, mut changed, mut pages) = ([0; 24], Vec::new(), None, None);
        while fill(&mut file, &mut frame)? && fill(&mut file, &mut page)? {
            checksum.add(frame.get(..8).unwrap_or_default());
            checksum.add(&page);
            if frame.get(8..16) != Some(&salts) || !checksum.is(&frame, 16) {
                break;
            }
            if word(&frame, 0) == 1 {
                changed = page.first_chunk().copied().map(Header);
            }
            // The last frame of a commit has the size of the database after it.
            if let size @ 1.. = word(&frame, 4) {
                pages = Some(size);
                headers.extend(changed.take());
            }
        }
        Ok(pages.map(|pages| Self { salts, restarts: word(&start, 12), headers, pages }))
    }

    /// The salts in the present header of the log at this path.
    fn salts(path: &Path) -> io::Result<Option<[u8; 8]>> {
        let (mut start, file) = ([0; 32], open(path)?);
        let Some(mut file) = file else { return Ok(None) };
        Ok(if fill(&mut file, &mut start)? { salts_of(&start) } else { None })
    }

    fn belongs_to(&self, database: Header) -> bool {
        if !database.has_log() {
            return false;
        }
        let Some(first) = self.headers.first() else {
            // No commit changed the size, which is in the first page.
            return !database.knows_pages() || database.pages() == self.pages;
        };
        // The page is as a checkpoint left it, or as it was when the log began. A connection increments
        // the change counter once for all its commits: if it did so before the log restarted, the counter stays.
        let steps = first.change_counter().wrapping_sub(database.change_counter());
        let is_next = steps == 1 || (steps == 0 && self.restarts > 0);
        self.headers.contains(&database) || (is_next && database.schema_cookie() <= first.schema_cookie())
    }
}

/// The running checksum of a log.
struct Checksum {
    sums: (u32, u32),
    is_big_endian: bool,
}

impl Checksum {
    /// The checksum before the first frame of this log; `None` if the log has no valid header.
    fn of_log(start: &[u8; 32]) -> Option<Self> {
        let magic = word(start, 0);
        if magic & !1 != WAL_MAGIC {
            return None;
        }
        let mut checksum = Self { sums: (0, 0), is_big_endian: magic & 1 == 1 };
        checksum.add(start.get(..24)?);
        let page = word(start, 8);
        let is_valid = checksum.is(start, 24) && page.is_power_of_two() && (512..=65_536).contains(&page);
        is_valid.then_some(checksum)
    }

    fn add(&mut self, bytes: &[u8]) {
        let read = if self.is_big_endian { u32::from_be_bytes } else { u32::from_le_bytes };
        let (mut first, mut second) = self.sums;
        for words in bytes.chunks_exact(8) {
            let (Some(one), Some(other)) = (words.first_chunk(), words.last_chunk()) else { continue };
            first = first.wrapping_add(read(*one)).wrapping_add(second);
            second = second.wrapping_add(read(*other)).wrapping_add(first);
        }
        self.sums = (first, second);
    }

    fn is(&self, bytes: &[u8], at: usize) -> bool {
        self.sums == (word(bytes, at), word(bytes, at + 4))
    }
}

/// Several readers may share a held file, so each reads from its start.
#[cfg(unix)]
fn read_start(file: &File, bytes: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, 0)
}

#[cfg(not(unix))]
fn read_start(mut file: &File, bytes: &mut [u8]) -> io::Result<()> {
    use std::io::{Seek, SeekFrom};
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(bytes)
}

/// A log has no locks, so it may be opened and closed outside of SQLite.
fn open(path: &Path) -> io::Result<Option<BufReader<File>>> {
    match File::open(path) {
        Ok(file) => Ok(Some(BufReader::with_capacity(1 << 17, file))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn salts_of(start: &[u8; 32]) -> Option<[u8; 8]> {
    start.get(16..24)?.first_chunk().copied()
}

/// Fills the buffer; returns whether there were enough bytes.
fn fill(file: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// The number at this offset.
fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    use sea_orm::sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};
    use tempfile::TempDir;

    use super::belongs_to;

    /// A database with up to two connections.
    struct Scene {
        folder: TempDir,
        connections: Vec<SqliteConnection>,
    }

    impl Scene {
        async fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("a.db"), "").unwrap();
            let mut scene = Self { folder, connections: Vec::new() };
            scene.open().await;
            scene.execute(0, "CREATE TABLE t (a INTEGER PRIMARY KEY, b)").await;
            scene
        }

        fn file(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        async fn open(&mut self) {
            let url = format!("sqlite://{}", self.file("a.db").display());
            self.connections.push(SqliteConnection::connect(&url).await.unwrap());
            let last = self.connections.len() - 1;
            self.execute(last, "PRAGMA journal_mode = WAL").await;
            self.execute(last, "PRAGMA busy_timeout = 0").await;
        }

        /// A statement may meet a lock of the other connection: the state it leaves is tested like any other.
        async fn execute(&mut self, connection: usize, sql: &str) {
            let _ = self.connections[connection].execute(AssertSqlSafe(sql.to_owned())).await;
        }

        /// Copies the files as they are, as after a crash, and returns whether the log belongs to the database.
        fn crash_with(&self, database: &Path) -> bool {
            let folder = tempfile::tempdir().unwrap();
            let (copy, log) = (folder.path().join("a.db"), folder.path().join("a.db-wal"));
            fs::copy(database, &copy).unwrap();
            let _ = fs::copy(self.file("a.db-wal"), &log);
            belongs_to(&fs::File::open(copy).unwrap(), &log).unwrap()
        }
    }

    const STATEMENTS: [&str; 12] = [
        "INSERT INTO t (b) VALUES (randomblob(900))",
        "INSERT INTO t (b) VALUES (randomblob(60000))",
        "INSERT INTO t (b) SELECT randomblob(700) FROM t LIMIT 40",
        "UPDATE t SET b = 1 WHERE a % 3 = 0",
        "UPDATE t SET b = 2 WHERE a = 1",
        "DELETE FROM t WHERE a % 4 = 0",
        "PRAGMA wal_checkpoint(PASSIVE)",
        "PRAGMA wal_checkpoint(RESTART)",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "CREATE INDEX IF NOT EXISTS i ON t (b)",
        "DROP INDEX IF EXISTS i",
        "VACUUM",
    ];

    /// Any sequence of commits, checkpoints and restarts, by two connections that open and close: a refusal here costs
    /// data.
    #[tokio::test]
    async fn a_log_is_never_refused_beside_its_own_database() {
        let mut random = 1_u32;
        let mut draw = |most: usize| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            usize::try_from(random >> 8).unwrap() % most
        };
        for _ in 0..6 {
            let mut scene = Scene::new().await;
            for _ in 0..80 {
                let connection = draw(scene.connections.len());
                match draw(10) {
                    0 if scene.connections.len() < 2 => scene.open().await,
                    1 if scene.connections.len() > 1 => {
                        scene.connections.remove(connection).close().await.unwrap();
                    }
                    _ => scene.execute(connection, STATEMENTS[draw(STATEMENTS.len())]).await,
                }
                assert!(scene.crash_with(&scene.file("a.db")));
            }
        }
    }

    #[tokio::test]
    async fn a_log_is_refused_beside_a_backup_and_beside_nothing() {
        let mut scene = Scene::new().await;
        scene.execute(0, "INSERT INTO t (b) VALUES (randomblob(9000))").await;
        let backup = scene.file("backup.db");
        scene.execute(0, &format!("VACUUM INTO '{}'", backup.display())).await;
        fs::write(scene.file("empty.db"), "").unwrap();
        for round in 0..3 {
            for database in [&backup, &scene.file("empty.db")] {
                assert!(!scene.crash_with(database), "{} in round {round}", database.display());
            }
            // No checkpoint at first, and then a complete one.
            scene.execute(0, "PRAGMA wal_checkpoint(PASSIVE)").await;
            scene.execute(0, "UPDATE t SET b = randomblob(9000)").await;
        }
    }

    #[tokio::test]
    async fn the_first_log_of_a_database_is_refused_beside_another() {
        let (scene, mut other) = (Scene::new().await, Scene::new().await);
        other.execute(0, "INSERT INTO t (b) VALUES (randomblob(30000))").await;
        other.execute(0, "PRAGMA wal_checkpoint(TRUNCATE)").await;
        assert!(!scene.crash_with(&other.file("a.db")));
    }

    #[tokio::test]
    async fn a_log_with_nothing_to_apply_is_never_refused() {
        let mut scene = Scene::new().await;
        let backup = scene.file("backup.db");
        scene.execute(0, &format!("VACUUM INTO '{}'", backup.display())).await;
        scene.execute(0, "PRAGMA wal_checkpoint(TRUNCATE)").await;
        assert!(scene.file("a.db-wal").exists() && scene.crash_with(&backup));
        fs::write(scene.file("a.db-wal"), "this was never a log of SQLite's, despite its name").unwrap();
        assert!(scene.crash_with(&backup));
    }
}
