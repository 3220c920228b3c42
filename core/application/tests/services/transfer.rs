use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use application::{
    Checkpoint, Difference, DumpError, DumpReader, DumpWriter, ErrorChain, EventData, EventKind, FileSource, Header,
    Kind, Load, LoadError, Loading, Maintenance, Persistence, Rows, Side, Source, StoreError, StoreSource, Summary,
    TransferError, Violation, compare, export, first_kind, kinds, load_all, summarize,
};
use async_trait::async_trait;
use domain::{Role, Timestamp, UserStatus};
use memory_store::MemoryStore;

use crate::bench::Bench;

/// The rows of a store.
struct Whole(Arc<dyn Persistence>, Timestamp);

#[async_trait]
impl Side for Whole {
    async fn open(&self) -> Result<Box<dyn Source>, TransferError> {
        Ok(Box::new(StoreSource::new(self.0.clone(), self.1, 2)))
    }
}

/// A store that answers one call out of three: it fails before or after it stored the rows.
struct Flaky {
    inner: Arc<dyn Load>,
    calls: AtomicU32,
}

#[async_trait]
impl Load for Flaky {
    fn rows_at_once(&self) -> u16 {
        2
    }

    async fn load(&self, rows: Rows, checkpoint: &Checkpoint) -> Result<(), LoadError> {
        let gone = || StoreError::Unexpected("it is gone".into()).into();
        match self.calls.fetch_add(1, Ordering::Relaxed) % 3 {
            0 => Err(gone()),
            1 => self.inner.load(rows, checkpoint).await.and(Err(gone())),
            _ => self.inner.load(rows, checkpoint).await,
        }
    }

    async fn checkpoint(&self) -> Result<Option<Checkpoint>, StoreError> {
        self.inner.checkpoint().await
    }
}

/// A bench with users, sessions and events, and the moment of maintenance.
async fn filled() -> (Bench, Timestamp) {
    let bench = Bench::new();
    bench.user("root.admin", Role::SuperAdmin).await;
    for name in ["ada.lovelace", "grace.hopper", "carol.shaw"] {
        let user = bench.user(name, Role::User).await;
        bench.sign_in(user.clone()).await;
        bench.commit(|changes| changes.record(EventKind::UserCreated, user.id(), EventData::new())).await;
    }
    let as_of = bench.now();
    let maintenance: Arc<dyn Maintenance> = bench.persistence.resolve();
    maintenance.begin(as_of).await.unwrap();
    (bench, as_of)
}

async fn in_maintenance() -> Arc<dyn Persistence> {
    let target = MemoryStore::new().persistence();
    let maintenance: Arc<dyn Maintenance> = target.resolve();
    maintenance.begin(Timestamp::MAX).await.unwrap();
    target
}

async fn counts(store: &Arc<dyn Persistence>, as_of: Timestamp) -> BTreeMap<&'static str, u64> {
    let (summaries, _) = summarize(&mut StoreSource::new(store.clone(), as_of, 3), &|_| ()).await.unwrap();
    let counts = kinds().into_iter().map(Kind::name).zip(summaries.iter().map(Summary::count));
    counts.filter(|(_, count)| *count > 0).collect()
}

#[tokio::test]
async fn a_load_that_fails_again_and_again_goes_on_and_doubles_nothing() {
    let (bench, as_of) = filled().await;
    let target = in_maintenance().await;
    let flaky = Flaky { inner: target.resolve(), calls: AtomicU32::new(0) };
    let mut failures = 0;
    loop {
        let loading = Loading::of(&target, "a bench").await.unwrap();
        let mut rest = loading.rest(StoreSource::new(bench.persistence.clone(), as_of, 2));
        match load_all(&mut rest, &flaky, loading, &|_| ()).await {
            Ok(loading) => break assert_eq!(loading.rows(), 13),
            Err(TransferError::Load(LoadError::Store(StoreError::Unexpected(_)))) => failures += 1,
            Err(error) => panic!("{error:?}"),
        }
    }
    assert!(failures > 5, "{failures}");
    let report =
        compare(&Whole(bench.persistence.clone(), as_of), &Whole(target.clone(), as_of), &|_| ()).await.unwrap();
    assert!(report.is_clean(), "{report:?}");
    let expected = BTreeMap::from([("users", 4), ("sessions", 3), ("events", 3), ("outbox", 3)]);
    assert_eq!(counts(&target, as_of).await, expected);
}

#[tokio::test]
async fn a_store_with_rows_of_its_own_or_of_another_source_is_refused() {
    let (bench, as_of) = filled().await;
    assert_eq!(first_kind(&bench.persistence).await.unwrap(), Some("users"));
    let refused = Loading::of(&bench.persistence, "a bench").await;
    assert!(matches!(refused, Err(TransferError::NotEmpty("users"))), "{refused:?}");

    let target = in_maintenance().await;
    assert_eq!(first_kind(&target).await.unwrap(), None);
    let load: Arc<dyn Load> = target.resolve();
    let loading = Loading::of(&target, "a bench").await.unwrap();
    let mut source = StoreSource::new(bench.persistence.clone(), as_of, 2);
    load_all(&mut source, &*load, loading, &|_| ()).await.unwrap();
    let refused = Loading::of(&target, "another one").await;
    assert!(matches!(refused, Err(TransferError::OtherLoad { found }) if found == "a bench"));
    assert_eq!(Loading::of(&target, "a bench").await.unwrap().rows(), 13);
}

#[tokio::test]
async fn what_has_expired_by_then_is_no_part_of_a_dump() {
    let (bench, as_of) = filled().await;
    let end = as_of.after(crate::bench::SETTINGS.session_lifetime.idle);
    let with_sessions = counts(&bench.persistence, as_of).await;
    assert_eq!(with_sessions["sessions"], 3);
    assert!(!counts(&bench.persistence, end).await.contains_key("sessions"));
}

#[tokio::test]
async fn rows_that_differ_are_named() {
    let (bench, as_of) = filled().await;
    let other = Bench::new();
    let root = other.user("root.admin", Role::SuperAdmin).await;
    other.alter(&root, |stored| stored.status = UserStatus::Inactive).await;
    let sides = (Whole(bench.persistence.clone(), as_of), Whole(other.persistence.clone(), as_of));
    let report = compare(&sides.0, &sides.1, &|_| ()).await.unwrap();
    assert!(!report.is_clean());
    assert_eq!(report.violations, [Violation::NoSuperAdmin]);
    let missing = report.differences.iter().filter(|found| matches!(found, Difference::Missing(..))).count();
    assert!(missing >= 3, "{:?}", report.differences);
    let same = compare(&sides.0, &sides.0, &|_| ()).await.unwrap();
    assert!(same.is_clean() && same.differences.is_empty(), "{same:?}");
}

/// The bench's rows as a dump.
async fn dump(bench: &Bench, as_of: Timestamp) -> String {
    let header = Header::new(as_of, BTreeMap::from([("security.password_pepper".to_owned(), vec!["00ff".to_owned()])]));
    let mut source = StoreSource::new(bench.persistence.clone(), as_of, 2);
    let dump = DumpWriter::begin(Vec::new(), &header).unwrap();
    let (bytes, summaries) = export(&mut source, dump, &|_| ()).await.unwrap();
    assert_eq!(summaries.iter().map(Summary::count).sum::<u64>(), 13);
    String::from_utf8(bytes).unwrap()
}

async fn read(text: &str) -> Result<u64, TransferError> {
    let reader = DumpReader::open(text.as_bytes())?;
    // The text lives as long as the test.
    let (summaries, _) = summarize(&mut FileSource::new(reader, 2), &|_| ()).await?;
    Ok(summaries.iter().map(Summary::count).sum())
}

#[tokio::test]
async fn a_dump_is_read_back_and_loaded_in_parts() {
    let (bench, as_of) = filled().await;
    let text = dump(&bench, as_of).await;
    assert_eq!(text.lines().count(), 15);
    assert_eq!(read(&text).await.unwrap(), 13);
    let target = in_maintenance().await;
    let flaky = Flaky { inner: target.resolve(), calls: AtomicU32::new(0) };
    loop {
        let loading = Loading::of(&target, "a dump").await.unwrap();
        let reader = DumpReader::open(text.as_bytes()).unwrap();
        assert_eq!(reader.header().secrets["security.password_pepper"], ["00ff"]);
        let mut rest = FileSource::new(reader, 2);
        rest.skip(loading.rows()).unwrap();
        if load_all(&mut rest, &flaky, loading, &|_| ()).await.is_ok() {
            break;
        }
    }
    let report = compare(&Whole(bench.persistence.clone(), as_of), &Whole(target, as_of), &|_| ()).await.unwrap();
    assert!(report.is_clean(), "{report:?}");
}

#[tokio::test]
async fn a_dump_that_is_not_whole_is_refused_with_what_is_wrong() {
    let (bench, as_of) = filled().await;
    let text = dump(&bench, as_of).await;
    let without = |number: usize| {
        let rest = text.lines().enumerate().filter(|(line, _)| *line != number).map(|(_, line)| format!("{line}\n"));
        rest.collect::<String>()
    };
    let long = |number: usize| {
        let row = text.lines().nth(number).unwrap();
        text.replacen(row, &(" ".repeat(4 << 20) + row), 1)
    };
    for (altered, expected) in [
        (without(14), "it was cut off after 13 rows"),
        (text[..text.len() - 1].to_owned(), "it was cut off after 13 rows"),
        (text[..text.len() / 2].to_owned(), "it was cut off after"),
        (without(3), "its users are not those that were written"),
        (text.replacen("ada.lovelace", "eda.lovelace", 1), "its users are not those that were written"),
        (text.replacen("ada.lovelace", "ada", 1), "is no row of a dump: it was altered"),
        (text.replacen("{\"users\":", "{\"people\":", 1), "is no row of a dump: it was altered"),
        (text.replacen("\"version\":1", "\"version\":1,\"more\":1", 1), "is no row of a dump: it was altered"),
        (without(0), "it is no dump"),
        (String::new(), "it is no dump"),
        (text.replacen("\"schema\":1", "\"schema\":9", 1), "it is of another schema"),
        (format!("{text}{{}}\n"), "is no row of a dump: it was altered"),
        (format!("{text}x"), "is no row of a dump: it was altered"),
        (long(0), "it is no dump"),
        (long(3), "line 4 is no row of a dump: it was altered: it has more than 4194304 bytes"),
        (long(14), "line 15 is no row of a dump: it was altered: it has more than 4194304 bytes"),
    ] {
        assert_ne!(altered, text, "{expected}");
        match read(&altered).await {
            Err(TransferError::Dump(error)) => {
                let error = ErrorChain(&error).to_string();
                assert!(error.contains(expected), "{expected}: {error}");
            }
            other => panic!("{expected}: {other:?}"),
        }
    }
    assert!(matches!(read("{\"a\":1}\n").await, Err(TransferError::Dump(DumpError::NotADump))));
}
