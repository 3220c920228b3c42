use std::{fs, io::Read, os::unix::fs::PermissionsExt};

use ruzstd::{
    decoding::StreamingDecoder,
    encoding::{CompressionLevel, compress_to_vec},
};

use test_databases::SqliteFile;

use crate::{
    cases::{Case, case},
    data_moves::{SqliteStore, command, succeed},
    maintenance::waiting_export,
    support::{JWT_SECRET, PASSWORD, PEPPER, Workplace},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_dump_is_for_its_owner_and_has_no_secret),
        case(a_folder_keeps_the_newest_dumps),
        case(an_export_to_a_file_that_another_one_is_writing_is_refused),
        case(a_dump_that_is_cut_or_altered_is_refused),
        case(a_dump_under_another_pepper_is_refused_unless_it_is_allowed),
        case(an_import_that_was_refused_wrote_nothing),
        case(a_half_filled_store_stays_in_maintenance),
    ]
}

/// The lines of a dump.
fn lines(path: &str) -> String {
    let mut text = String::new();
    let mut bytes = fs::read(path).unwrap();
    // One frame after the other.
    while !bytes.is_empty() {
        let mut frame = StreamingDecoder::new(&bytes[..]).unwrap();
        frame.read_to_string(&mut text).unwrap();
        bytes = frame.into_inner().to_vec();
    }
    text
}

fn write_lines(path: &str, text: &str) {
    fs::write(path, compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)).unwrap();
}

fn exported() -> (SqliteStore, String) {
    let source = SqliteStore::filled();
    let dump = source.dump();
    succeed(&source.url(), &["data", "export", &dump]);
    (source, dump)
}

fn a_dump_is_for_its_owner_and_has_no_secret() {
    let (source, dump) = exported();
    assert_eq!(fs::metadata(&dump).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!fs::exists(format!("{dump}.partial")).unwrap());
    let text = lines(&dump);
    for secret in [PEPPER, JWT_SECRET, PASSWORD] {
        assert!(!text.contains(secret));
    }
    let kinds = ["orders", "products", "users", "sessions", "idempotencyRecords", "events", "outbox", "deadLetters"];
    for kind in kinds {
        assert!(text.lines().any(|line| line.starts_with(&format!("{{\"{kind}\":"))), "{kind}");
    }
    let again = command(&source.url(), &["data", "export", &dump]);
    assert_eq!(again.code, Some(1));
    assert!(again.errors.contains("it exists"), "{}", again.errors);
    assert_eq!(command(&source.url(), &["maintenance", "status"]).output, "off\n");
}

fn a_folder_keeps_the_newest_dumps() {
    let source = SqliteStore::filled();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("tranche-20260101T000000Z.dump"), "").unwrap();
    let in_folder = succeed(&source.url(), &["data", "export", "--keep", "1", folder.path().to_str().unwrap()]);
    let named: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(named.len(), 1, "{named:?}");
    assert_eq!(in_folder[in_folder.len() - 2]["exported"], named[0].to_str().unwrap());
    let no_folder = command(&source.url(), &["data", "export", "--keep", "1", &source.dump()]);
    assert!(no_folder.errors.contains("it is no folder"), "{}", no_folder.errors);
}

fn an_export_to_a_file_that_another_one_is_writing_is_refused() {
    let (store, first) = waiting_export();
    let other = SqliteStore::filled();
    let second = command(&other.url(), &["data", "export", &store.dump()]);
    assert_eq!(second.code, Some(1), "{}", second.output);
    assert!(second.errors.contains("another export is writing it"), "{}", second.errors);
    assert_eq!(command(&other.url(), &["maintenance", "status"]).output, "off\n");
    SqliteFile::at(&store.path()).execute("DELETE FROM leases");
    let first = first.wait_with_output().unwrap();
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    succeed(&store.url(), &["data", "verify", "--against", &store.dump()]);
}

fn a_dump_that_is_cut_or_altered_is_refused() {
    let (_source, dump) = exported();
    let (bytes, text) = (fs::read(&dump).unwrap(), lines(&dump));
    let without_last = text[..=text.trim_end().rfind('\n').unwrap()].to_owned();
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    let fresh = SqliteStore::absent();
    let refused = |expected: &str| {
        let refused = command(&fresh.url(), &["data", "import", &dump]);
        assert_eq!(refused.code, Some(1), "{expected:?}: {}", refused.output);
        assert!(refused.errors.contains(expected), "{expected:?}: {}", refused.errors);
        assert!(!fresh.path().exists(), "nothing is written");
    };
    fs::write(&dump, &bytes[..bytes.len() - 9]).unwrap();
    refused("it was cut off after");
    fs::write(&dump, &flipped).unwrap();
    // Which part of the format the byte belonged to is chance.
    refused(&dump);
    fs::write(&dump, b"{}").unwrap();
    refused(&dump);
    for (altered, expected) in [
        (without_last, "it was cut off after"),
        (text.replacen("\"Tea\"", "\"Tee\"", 1), "are not those that were written"),
        (text.replacen("\"Tea\"", "\"\"", 1), "it was altered"),
        (text.replacen("\"role\":\"", "\"rule\":\"", 1), "unknown field `rule`"),
        (text.replacen("\"schema\":1", "\"schema\":2", 1), "it is of another schema"),
        (text.replacen("\"products\",", "\"products\",\"suppliers\",", 1), "it is of another schema"),
        (text.replacen("tranche-dump", "other-dump", 1), "it is no dump"),
        (format!("{text}\n"), "it follows the last line"),
        (String::new(), "it is no dump"),
    ] {
        assert_ne!(altered, text, "{expected}");
        write_lines(&dump, &altered);
        refused(expected);
    }
}

fn a_dump_under_another_pepper_is_refused_unless_it_is_allowed() {
    let (_source, dump) = exported();
    let fresh = SqliteStore::absent();
    let other = "other-pepper-2mVwZk9TtR4bLs8NfYc3HdPgU";
    let workplace = Workplace::new(&fresh.url()).with("TRANCHE_SECURITY__PASSWORD_PEPPER", other);
    let refused = workplace.run(&["data", "import", &dump], "");
    assert_eq!(refused.code, Some(1), "{}", refused.output);
    assert!(refused.errors.contains("another `security.password_pepper`"), "{}", refused.errors);
    assert!(!refused.errors.contains(PEPPER) && !refused.errors.contains(other));
    // As a previous one, it verifies.
    let rotated = workplace.with("TRANCHE_SECURITY__PASSWORD_PEPPERS_PREVIOUS", PEPPER);
    assert_eq!(rotated.run(&["data", "import", &dump], "").code, Some(0));
    let fresh = SqliteStore::absent();
    let allowed = Workplace::new(&fresh.url()).with("TRANCHE_SECURITY__PASSWORD_PEPPER", other);
    assert_eq!(allowed.run(&["data", "import", "--other-secrets", &dump], "").code, Some(0));
}

fn an_import_that_was_refused_wrote_nothing() {
    let (source, dump) = exported();
    let refused = command(&source.url(), &["data", "import", &dump]);
    assert_eq!(refused.code, Some(1), "{}", refused.output);
    assert!(refused.errors.contains("is not empty: it has orders"), "{}", refused.errors);
    assert_eq!(command(&source.url(), &["maintenance", "status"]).output, "off\n");
    succeed(&source.url(), &["data", "verify", "--against", &dump]);
}

fn a_half_filled_store_stays_in_maintenance() {
    let (_source, dump) = exported();
    let target = SqliteStore::absent();
    succeed(&target.url(), &["migrate", "up"]);
    succeed(&target.url(), &["maintenance", "on"]);
    SqliteFile::at(&target.path()).execute("UPDATE maintenance SET checkpoint = '{}'");
    for (arguments, expected) in [
        (&["maintenance", "off"][..], "the store is half filled"),
        (&["data", "import", &dump], "a checkpoint of another version"),
    ] {
        let refused = command(&target.url(), arguments);
        assert_eq!(refused.code, Some(1), "{}", refused.output);
        assert!(refused.errors.contains(expected), "{}", refused.errors);
    }
    assert_eq!(command(&target.url(), &["maintenance", "off", "--half-filled"]).output, "off\n");
    succeed(&target.url(), &["data", "import", &dump]);
}
