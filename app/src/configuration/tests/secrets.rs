use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    sync::Barrier,
    thread,
};

use secrecy::{ExposeSecret, SecretString};

use super::{JWT_SECRET, PEPPER, READABLE, Scene, THIRD_SECRET};
use crate::configuration::{Settings, load};

fn pair(settings: &Settings) -> (String, String) {
    let secrets = &settings.security.secrets;
    (secrets.password_pepper.expose_secret().to_owned(), secrets.jwt_secret.expose_secret().to_owned())
}

fn exposed(secrets: &[SecretString]) -> Vec<&str> {
    secrets.iter().map(ExposeSecret::expose_secret).collect()
}

#[test]
fn a_secret_is_given_directly_or_in_a_file() {
    let direct = Scene::production().settings();
    let in_files = Scene::new()
        .file("pepper", &format!("{PEPPER}\n"))
        .file("jwt", &format!("{JWT_SECRET}\r\n"))
        .file("config.toml", "mode = \"production\"\nsecurity.password_pepper_file = \"pepper\"")
        .variable("TRANCHE_SECURITY__JWT_SECRET_FILE", "jwt")
        .settings();
    assert_eq!(pair(&direct), (PEPPER.to_owned(), JWT_SECRET.to_owned()));
    assert_eq!(pair(&in_files), pair(&direct));
}

#[test]
fn a_secret_of_digits_is_text() {
    let digits = "00012345678901234567890123456789";
    let settings = Scene::new().variable("TRANCHE_SECURITY__PASSWORD_PEPPER", digits).settings();
    assert_eq!(pair(&settings).0, digits);
}

#[test]
fn a_list_of_secrets_is_an_array_a_text_with_commas_or_a_file_of_lines() {
    let array = format!("security.jwt_secrets_previous = [\"{JWT_SECRET},\", \"{THIRD_SECRET}\"]");
    let array = Scene::new().file("config.toml", &array).settings();
    let commas = format!("{JWT_SECRET}, {THIRD_SECRET}");
    let commas = Scene::new().variable("TRANCHE_SECURITY__JWT_SECRETS_PREVIOUS", &commas).settings();
    let lines = Scene::new()
        .file("previous", &format!("{JWT_SECRET}\n\n{THIRD_SECRET}\n"))
        .variable("TRANCHE_SECURITY__PASSWORD_PEPPERS_PREVIOUS_FILE", "previous")
        .settings();
    assert_eq!(exposed(&array.security.secrets.jwt_secrets_previous), [&format!("{JWT_SECRET},"), THIRD_SECRET]);
    assert_eq!(exposed(&commas.security.secrets.jwt_secrets_previous), [JWT_SECRET, THIRD_SECRET]);
    assert_eq!(exposed(&lines.security.secrets.password_peppers_previous), [JWT_SECRET, THIRD_SECRET]);
}

#[test]
fn a_secret_given_twice_is_refused() {
    for name in ["password_pepper", "jwt_secret", "password_peppers_previous", "jwt_secrets_previous"] {
        let variable = format!("TRANCHE_SECURITY__{}_FILE", name.to_uppercase());
        let scene = Scene::new()
            .file("config.toml", &format!("security.{name} = \"{THIRD_SECRET}\""))
            .file("secret", THIRD_SECRET)
            .variable(&variable, "secret");
        let reason = format!("`security.{name}` is given too (from config.toml); give one of them");
        assert_eq!(scene.refusals(), [format!("security.{name}_file (from {variable}): {reason}")]);
    }
}

#[test]
fn a_secret_file_that_cannot_be_used_is_named() {
    let scene = |content: Option<&str>| {
        let scene = Scene::new().variable("TRANCHE_SECURITY__JWT_SECRET_FILE", "jwt");
        match content {
            Some(text) => scene.file("jwt", text),
            None => scene,
        }
    };
    let subject = "security.jwt_secret_file (from TRANCHE_SECURITY__JWT_SECRET_FILE)";
    let absent = format!("jwt can't be read: No such file or directory (os error 2); {READABLE}");
    assert_eq!(scene(None).refusals(), [format!("{subject}: {absent}")]);
    assert_eq!(scene(Some("\n")).refusals(), [format!("{subject}: jwt is empty; write the secret into it")]);
    let short = "security.jwt_secret (from jwt): must have at least 32 bytes; `openssl rand -base64 48` makes one";
    assert_eq!(scene(Some("short\n")).refusals(), [short]);
}

#[test]
fn generated_secrets_are_kept_beside_the_database_for_the_owner_alone() {
    let scene = Scene::new();
    let (pepper, jwt_secret) = pair(&scene.settings());
    assert_ne!(pepper, jwt_secret);
    for secret in [&pepper, &jwt_secret] {
        assert_eq!(secret.strip_prefix("development-only-").map(str::len), Some(43));
    }
    let file = scene.directory.path().join("data/secrets.toml");
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(pair(&scene.settings()), (pepper, jwt_secret));
}

#[test]
fn a_given_secret_is_preferred_to_a_generated_one() {
    let scene = Scene::new();
    let (pepper, _) = pair(&scene.settings());
    let scene = scene.variable("TRANCHE_SECURITY__JWT_SECRET", JWT_SECRET);
    assert_eq!(pair(&scene.settings()), (pepper.clone(), JWT_SECRET.to_owned()));
    let scene = scene.variable("TRANCHE_SECURITY__JWT_SECRET", &pepper);
    let reason = "must differ from `security.password_pepper`";
    assert_eq!(scene.refusals(), [format!("security.jwt_secret (from TRANCHE_SECURITY__JWT_SECRET): {reason}")]);
}

#[test]
fn nothing_is_generated_where_nothing_is_missing() {
    let scene = Scene::production().variable("TRANCHE_MODE", "development");
    assert_eq!(pair(&scene.settings()), (PEPPER.to_owned(), JWT_SECRET.to_owned()));
    assert!(!scene.directory.path().join("data").exists());
}

#[test]
fn a_store_in_memory_gets_secrets_of_its_process() {
    let scene = Scene::new().variable("TRANCHE_STORE__URL", "memory:");
    assert_ne!(pair(&scene.settings()), pair(&scene.settings()));
    assert_eq!(fs::read_dir(scene.directory.path()).unwrap().count(), 0);
}

#[test]
fn what_only_looks_writes_nothing_and_sees_what_is_kept() {
    let scene = Scene::new();
    let look = || load(&scene.sources).unwrap();
    assert_ne!(pair(&look()), pair(&look()));
    assert_eq!(fs::read_dir(scene.directory.path()).unwrap().count(), 0);
    let kept = pair(&scene.settings());
    assert_eq!(pair(&look()), kept);
}

#[test]
fn what_was_kept_by_another_since_is_preferred() {
    let scene = Scene::new();
    let mut later = load(&scene.sources).unwrap();
    let kept = pair(&scene.settings());
    assert_ne!(pair(&later), kept);
    later.keep_generated_secrets().unwrap();
    assert_eq!(pair(&later), kept);
    assert_eq!(later.show(), scene.settings().show());
}

#[test]
fn a_given_secret_is_not_replaced_by_one_that_is_kept() {
    let scene = Scene::new();
    let (pepper, _) = pair(&scene.settings());
    let scene = scene.variable("TRANCHE_SECURITY__JWT_SECRET", JWT_SECRET);
    fs::remove_file(scene.directory.path().join("data/secrets.toml")).unwrap();
    let (new, jwt_secret) = pair(&scene.settings());
    assert_ne!(new, pepper);
    assert_eq!(jwt_secret, JWT_SECRET);
    assert_eq!(pair(&scene.settings()), (new, jwt_secret));
}

#[test]
fn git_is_asked_to_leave_alone_what_is_made_in_a_new_folder() {
    let scene = Scene::new().variable("TRANCHE_STORE__URL", "sqlite://var/shop/tranche.db");
    scene.settings();
    let ignored = |folder: &str| fs::read_to_string(scene.directory.path().join(folder).join(".gitignore"));
    assert_eq!(ignored("var/shop").unwrap(), "*\n");
    assert!(ignored("var").is_err() && ignored("").is_err(), "what was there is not ours to ignore");
}

#[test]
fn processes_that_start_at_once_agree_on_one_set() {
    for _ in 0..20 {
        let scene = Scene::new();
        let barrier = Barrier::new(8);
        let pairs: Vec<_> = thread::scope(|scope| {
            let start = || {
                barrier.wait();
                pair(&scene.settings())
            };
            let starts: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert!(pairs.iter().all(|pair| *pair == pairs[0]));
    }
}

#[test]
fn a_secrets_file_that_others_can_read_is_refused() {
    let scene = Scene::new();
    scene.settings();
    let file = scene.directory.path().join("data/secrets.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let advice = format!("other users can read it; run `chmod 600 {}`", file.display());
    assert_eq!(scene.load().unwrap_err().diagnostics()[0].reason, advice);
    assert_eq!(scene.load().unwrap_err().diagnostics()[0].subject, file.display().to_string());
}

#[test]
fn a_secrets_file_that_is_not_ours_is_neither_used_nor_quoted_nor_replaced() {
    let scene = Scene::new();
    scene.settings();
    let file = scene.directory.path().join("data/secrets.toml");
    let broken = [
        format!("password_pepper = \"{PEPPER}\""),
        format!("password_pepper = \"{PEPPER}\"\njwt_secret = \"{JWT_SECRET}"),
        format!("password_pepper = \"{PEPPER}\"\njwt_secret = \"short\""),
        format!("password_pepper = \"{PEPPER}\"\njwt_secret = \"{JWT_SECRET}\"\nother = \"{THIRD_SECRET}\""),
    ];
    for text in broken {
        fs::write(&file, &text).unwrap();
        let reason = "must hold `password_pepper` and `jwt_secret` and nothing else; mend it, or delete it, which makes \
                      every stored password useless";
        assert_eq!(scene.refusals(), [format!("data/secrets.toml: {reason}")]);
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
}

#[test]
fn a_start_that_was_killed_before_it_wrote_does_not_stop_the_next() {
    let scene = Scene::new();
    scene.settings();
    let file = scene.directory.path().join("data/secrets.toml");
    fs::write(&file, "").unwrap();
    let made = pair(&scene.settings());
    assert_eq!(pair(&scene.settings()), made);
}

#[test]
fn a_directory_that_cannot_be_written_is_named() {
    let scene = Scene::new().file("data", "not a directory");
    let refusals = scene.refusals();
    assert_eq!(refusals, ["data/secrets.toml: can't be read: Not a directory (os error 20)"]);
    let scene = Scene::new();
    symlink("nowhere/at/all", scene.directory.path().join("data")).unwrap();
    assert_eq!(scene.refusals(), ["data/secrets.toml: the directory can't be made: File exists (os error 17)"]);
}

#[test]
fn no_secret_is_shown() {
    let canaries = ["Canary1aB2cD3eF4gH5iJ6kL7mN8oP9q", "Canary2rS3tU4vW5xY6zA7bC8dE9fG1h"];
    let scene = Scene::new()
        .file("jwt", canaries[1])
        .variable("TRANCHE_SECURITY__PASSWORD_PEPPER", canaries[0])
        .variable("TRANCHE_SECURITY__JWT_SECRET_FILE", "jwt")
        .variable("TRANCHE_SECURITY__PASSWORD_PEPPERS_PREVIOUS", "Canary3, Canary4aB2cD3eF4gH5iJ6kL7mN8oP9");
    let refused = scene.load().unwrap_err();
    let scene = scene.variable("TRANCHE_SECURITY__PASSWORD_PEPPERS_PREVIOUS", "Canary4aB2cD3eF4gH5iJ6kL7mN8oP9q");
    let settings = scene.settings();
    assert_eq!(pair(&settings), (canaries[0].to_owned(), canaries[1].to_owned()));
    let output = format!("{refused}{refused:?}{settings:?}{settings:#?}{}", settings.show());
    assert!(!output.contains("Canary"), "{output}");
    let generated = Scene::new().settings();
    assert!(!format!("{generated:?}{}", generated.show()).contains("development-only"));
}
