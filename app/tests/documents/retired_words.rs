use std::fs;

use regex::{Captures, Regex};

use crate::{markdown::repository, tree::files};

/// Retired names of the code, each with its replacement. A name matches as a whole word: `Kit`, and not `test_kit`.
const NAMES: &[(&str, &str)] = &[
    ("AttemptLimits", "RateLimiter"),
    ("AttemptBounds", "StoreRateLimiter"),
    ("AttemptSettings", "RateLimitSettings"),
    ("attempt_limits", "rate_limiter"),
    ("Allowance", "Quota"),
    ("Settlement", "Adjustments"),
    ("Judgement", "AttemptOutcome"),
    ("NotJudged", "Discarded"),
    ("is_familiar", "is_known"),
    ("TurnedAway", "Overloaded"),
    ("in_a_place", "limit_concurrency"),
    ("with_places", "with_concurrency_limit"),
    ("Kit", "HttpStack"),
    ("Anybody", "Public"),
    ("Deed", "AdminAction"),
    ("Expectation", "Precondition"),
    ("judge_right", "authorize_edit"),
    ("judge_role", "authorize_role"),
    ("judge_amount", "validate_amount"),
    ("judge_answer", "classify_answer"),
    ("judge_reasons", "classify_reasons"),
    ("judge_transaction", "classify_transaction"),
    ("judge_unique_values", "check_unique_values"),
    ("judge_versions", "check_versions"),
    ("send_judged", "send_classified"),
    ("Noted", "Reported"),
    ("KeptText", "CachedStatement"),
    ("kept_text", "cached_statement"),
    ("Lent", "PooledConnection"),
    ("damage_of_rest", "idle_damage"),
    ("await_rest", "await_idle"),
    ("BrokenAttribute", "CorruptAttribute"),
    ("BrokenColumn", "CorruptColumn"),
    ("moment_place", "moment_sort_key"),
    ("next_place", "next_sort_key"),
    ("store_patience", "store_timeout"),
    ("within_patience", "within_shared_timeout"),
    ("with_one_patience", "with_shared_timeout"),
    ("PATIENCE", "TIMEOUT"),
    ("upgrader", "migration_connection"),
    ("begin_upgrade", "begin_migration"),
    ("upgrade_preamble", "migration_preamble"),
    ("stock_as_read", "expects_stock"),
    ("LONGEST_CLAIM", "LONGEST_LEASE"),
    ("ClaimedElsewhere", "LeasedElsewhere"),
    ("RoundOutcome", "CycleOutcome"),
    ("run_round", "run_cycle"),
    ("bury", "move_to_dead_letters"),
    ("revive", "redrive"),
    ("MatchOutdated", "NeedsRehash"),
    ("ConnectionFigures", "ConnectionMetrics"),
    ("connection_figures", "connection_metrics"),
    ("connect_with_figures", "connect_with_metrics"),
    ("AskedFor", "InjectedFault"),
    ("Preparation", "StartupTasks"),
    ("by_hand", "baseline"),
];

/// Words for which there is a standard verb or noun, in names, comments, messages and documents alike.
const WORDS: &[(&str, &str)] = &[
    ("tell", "log, report, record, notify, return or document"),
    ("tells", "logs, reports, records, notifies, returns or documents"),
    ("telling", "logging, reporting or recording"),
    ("told", "logged, reported, recorded, notified, returned or documented"),
    ("whoever", "the noun: caller, client, user, operator"),
    ("somebody", "the noun: caller, client, user, operator"),
    ("so many", "the number, or a bounded number"),
    ("figures", "metrics"),
    ("facts", "event payload"),
    ("judge", "validate, authorize or classify"),
    ("judges", "validates, authorizes or classifies"),
    ("judged", "validated, authorized or classified"),
    ("patience", "timeout or deadline"),
    ("season", "apply the pepper"),
    ("settlement", "adjustments"),
    ("buried", "moved to the dead letters"),
    ("revived", "redriven"),
];

/// Records of the past, which may use the words of their time, but today's names.
const HISTORY: [&str; 3] = ["CHANGELOG.md", "docs/adr/", "docs/openapi.released.json"];
/// This file, which lists the words.
const OWN: &str = "app/tests/documents/retired_words.rs";

fn names() -> Regex {
    let names: Vec<_> = NAMES.iter().map(|(name, _)| *name).collect();
    Regex::new(&format!(r"\b({})\b", names.join("|"))).unwrap()
}

/// Words in any case, also between the underscores of a name and in camel case.
fn words() -> Regex {
    let words: Vec<_> = WORDS.iter().map(|(word, _)| *word).collect();
    let camel_case: Vec<_> = words
        .iter()
        .filter(|word| !word.contains(' '))
        .map(|word| format!("{}{}", word[..1].to_uppercase(), &word[1..]))
        .collect();
    let (words, camel_case) = (words.join("|"), camel_case.join("|"));
    Regex::new(&format!(r"(?:^|[^a-zA-Z])((?i:{words}))(?:$|[^a-z])|[a-z]({camel_case})(?:$|[^a-z])")).unwrap()
}

/// The matches of `pattern` in a text, each with its replacement from `table`.
fn found_in(path: &str, text: &str, pattern: &Regex, table: &[(&str, &str)]) -> Vec<String> {
    let refusal = |number: usize, found: Captures<'_>| {
        let found = found.iter().skip(1).flatten().next().unwrap().as_str();
        let word = found.to_lowercase();
        let instead = table.iter().find(|(retired, _)| retired.to_lowercase() == word).map(|(_, instead)| *instead);
        format!("{path}:{number}: `{}` is retired: {}", found, instead.unwrap())
    };
    let lines = text.lines().zip(1..);
    lines.flat_map(|(line, number)| pattern.captures_iter(line).map(move |found| refusal(number, found))).collect()
}

/// The retired names and words in a file of the repository.
fn retired_in(path: &str, text: &str, names: &Regex, words: &Regex) -> Vec<String> {
    let mut retired = found_in(path, text, names, NAMES);
    if !HISTORY.iter().any(|history| path.starts_with(history)) {
        retired.extend(found_in(path, text, words, WORDS));
    }
    retired
}

#[test]
fn a_retired_word_is_found_with_its_replacement() {
    let (names, words) = (names(), words());
    let retired = |path: &str, text: &str| retired_in(path, text, &names, &words);
    assert_eq!(retired("a.rs", "fn f() {}\nstruct Deed;"), ["a.rs:2: `Deed` is retired: AdminAction"]);
    for text in
        ["fn a_fault_is_told() {}", "function tellUser() {}", "const FaultTold = 1;", "figures", "It is judged."]
    {
        assert_eq!(retired("a.rs", text).len(), 1, "{text}");
    }
    assert_eq!(retired("a.md", "Whoever asks.").len(), 1);
    assert_eq!(retired("a.md", "There are so many.").len(), 1);
    assert_eq!(retired("a.rs", "test_kit, Indeed, untold, StoreError, teller"), Vec::<String>::new());
    assert_eq!(retired("docs/adr/0001-a.md", "The log tells of it."), Vec::<String>::new());
    assert_eq!(retired("docs/adr/0001-a.md", "The `Kit` has it.").len(), 1);
}

#[test]
fn nothing_is_said_in_retired_words() {
    let (root, names, words) = (repository(), names(), words());
    let mut retired = Vec::new();
    for path in files() {
        let relative = path.strip_prefix(&root).unwrap().to_str().unwrap();
        // Binary files have no words.
        if let (true, Ok(text)) = (relative != OWN, fs::read_to_string(&path)) {
            retired.extend(retired_in(relative, &text, &names, &words));
        }
    }
    assert!(retired.is_empty(), "{} retired words:\n{}", retired.len(), retired.join("\n"));
}
