//! A text is one value, in any form and whatever surrounds it.

use std::fs;

use secrecy::ExposeSecret;

use super::{
    super::{
        key::{Content, Key},
        keys::{self, KEYS},
        layers,
        parts::Parts,
        reader::Reader,
    },
    JWT_SECRET, PASSWORD, PEPPER, READABLE, Scene, THIRD_SECRET,
    documentation::{SAMPLES, with_what_it_needs},
};

/// Characters that `echo`, editors and vaults leave before a text and behind it.
const FRAMES: [(&str, &str); 8] = [
    ("", "\n"),
    ("", "\r\n"),
    ("", "\n\n"),
    (" \t", " "),
    ("\u{feff}", ""),
    ("\u{feff}", "\r\n"),
    ("\u{feff} ", "\n"),
    ("\n", "\u{a0}"),
];

/// A text in quotes, as TOML has it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The value of a key: the secrets themselves, or the shown form.
#[track_caller]
fn in_force(scene: &Scene, name: &str) -> Vec<String> {
    let mut diagnostics = Vec::new();
    let given = layers::merge(&scene.sources, &mut diagnostics);
    let Parts { security, webhook, .. } = Parts::read(&mut Reader::new(&scene.sources, given, diagnostics));
    let secrets = [&security.pepper, &security.jwt, &webhook.secrets];
    if let Some(given) = secrets.iter().flat_map(|rotation| rotation.both()).find(|given| given.name == name) {
        return given.secrets.iter().map(|secret| secret.expose_secret().to_owned()).collect();
    }
    let shown = scene.settings().show().replace(&format!("\"{}/", scene.directory.path().display()), "\"");
    let start = format!("{} = ", name.rsplit('.').next().unwrap());
    let line = shown.lines().find_map(|line| line.strip_prefix(&start)).expect("the key is shown");
    vec![line.split(" # ").next().unwrap().to_owned()]
}

fn samples() -> impl Iterator<Item = (&'static Key, &'static str)> {
    SAMPLES.into_iter().map(|(name, value, _)| (keys::find(name).unwrap(), value))
}

fn twin(key: &Key) -> Option<&'static Key> {
    keys::find(&format!("{}_file", key.name))
}

#[test]
fn every_key_has_the_same_value_in_every_form_whatever_stands_at_the_ends_of_the_text() {
    for (key, value) in samples() {
        let scene = || with_what_it_needs(&key.name);
        let plain = in_force(&scene().flag(&key.name, value), &key.name);
        for (before, behind) in FRAMES {
            let text = format!("{before}{value}{behind}");
            let file = format!("{} = {}", key.name, quoted(&text));
            let mut forms =
                vec![("flag", scene().flag(&key.name, &text)), ("variable", scene().variable(&key.variable(), &text))];
            if key.name != "mode" {
                forms.push(("config.toml", scene().file("config.toml", &file)));
            }
            if let Some(twin) = twin(key) {
                forms.push(("file", scene().file("twin", &text).variable(&twin.variable(), "twin")));
                let named = scene().file("twin", value).variable(&twin.variable(), &format!("{before}twin{behind}"));
                forms.push(("name of the file", named));
            }
            for (form, scene) in forms {
                assert_eq!(in_force(&scene, &key.name), plain, "{}, {form}: {text:?}", key.name);
            }
        }
    }
}

#[test]
fn every_secret_of_the_table_is_compared_here_by_its_value() {
    let shown = ["store.url", "events.webhook_url"];
    for key in KEYS.iter().filter(|key| key.content == Content::Sensitive && !shown.contains(&key.name.as_str())) {
        let value = SAMPLES.iter().find(|(name, _, _)| *name == key.name).unwrap().1;
        assert_eq!(in_force(&with_what_it_needs(&key.name).flag(&key.name, value), &key.name), [value], "{}", key.name);
    }
}

#[test]
fn every_item_of_a_list_is_one_value_in_every_form() {
    let items = [JWT_SECRET, THIRD_SECRET];
    let lists = KEYS.iter().filter(|key| key.name.ends_with("_previous"));
    for key in lists {
        let scene = || with_what_it_needs(&key.name);
        for (before, behind) in FRAMES {
            let framed = items.map(|item| format!("{before}{item}{behind}"));
            let array = framed.each_ref().map(|item| quoted(item)).join(", ");
            let lines = items.map(|item| format!("{before}{item}{behind}\n")).concat();
            for (form, scene) in [
                ("array", scene().file("config.toml", &format!("{} = [{array}]", key.name))),
                ("commas", scene().variable(&key.variable(), &framed.join(","))),
                ("commas and nothing", scene().flag(&key.name, &format!(",{},,\n", framed.join(" ,\u{feff},")))),
                ("lines", scene().file("twin", &lines).variable(&twin(key).unwrap().variable(), "twin")),
            ] {
                assert_eq!(in_force(&scene, &key.name), items, "{}, {form}: {framed:?}", key.name);
            }
        }
    }
    let proxies = Scene::new().flag("server.trusted_proxies", "\u{feff}10.0.0.0/8\r\n,, 192.0.2.7\n");
    assert_eq!(in_force(&proxies, "server.trusted_proxies"), ["[\"10.0.0.0/8\", \"192.0.2.7/32\"]"]);
}

#[test]
fn a_list_whose_items_lack_a_comma_is_refused() {
    for (key, value) in [
        ("security.jwt_secrets_previous", format!("{THIRD_SECRET}\n{PEPPER}\n")),
        ("security.password_peppers_previous", format!("{JWT_SECRET},{THIRD_SECRET}\r\n{PEPPER}")),
        ("cors.allowed_origins", "https://a.test\nhttps://b.test".to_owned()),
    ] {
        let reason = "holds a line end between items; put commas there, or write an array";
        assert_eq!(Scene::new().flag(key, &value).refusals(), [format!("{key} (from the command line): {reason}")]);
    }
}

#[test]
fn white_space_inside_stays() {
    let secret = "q7Jx2mVwZk9TtR4b\nLs8NfYc3 HdPg6AuE\u{feff}";
    let text = format!("{secret}x\n");
    let value = format!("{secret}x");
    for scene in [
        Scene::new().variable("TRANCHE_SECURITY__JWT_SECRET", &text),
        Scene::new().file("jwt", &text).variable("TRANCHE_SECURITY__JWT_SECRET_FILE", "jwt"),
    ] {
        assert_eq!(in_force(&scene, "security.jwt_secret"), [value.as_str()]);
    }
    let array = format!("security.jwt_secrets_previous = [{}]", quoted(&text));
    assert_eq!(in_force(&Scene::new().file("config.toml", &array), "security.jwt_secrets_previous"), [value]);
}

#[test]
fn what_is_blank_is_not_given() {
    for blank in ["", " ", "\n", "\u{feff}", "\u{feff}\r\n"] {
        let settings = Scene::new()
            .file("config.toml", &format!("security.jwt_secret = \"{JWT_SECRET}\""))
            .variable("TRANCHE_SECURITY__JWT_SECRET", blank)
            .variable("TRANCHE_SECURITY__JWT_SECRETS_PREVIOUS", blank)
            .settings();
        let shown = settings.show();
        assert!(shown.contains("\njwt_secret = \"[generated]\""), "{blank:?}: {shown}");
        assert!(settings.security.secrets.jwt_secrets_previous.is_empty(), "{blank:?}");
        let file = Scene::new().file("jwt", blank).variable("TRANCHE_SECURITY__JWT_SECRET_FILE", "jwt").refusals();
        let reason = "jwt is empty; write the secret into it";
        assert_eq!(file, [format!("security.jwt_secret_file (from TRANCHE_SECURITY__JWT_SECRET_FILE): {reason}")]);
    }
}

#[test]
fn what_earlier_versions_read_for_a_secret_counts_as_a_previous_one() {
    let scene = Scene::new()
        .variable("TRANCHE_SECURITY__JWT_SECRET", &format!("{JWT_SECRET}\n"))
        .file("pepper", &format!(" {PEPPER}\r\n"))
        .variable("TRANCHE_SECURITY__PASSWORD_PEPPER_FILE", "pepper")
        .file("config.toml", &format!("security.jwt_secrets_previous = [{}]", quoted(&format!("{THIRD_SECRET}\n"))));
    let settings = scene.settings();
    let secrets = &settings.security.secrets;
    let exposed = |secrets: &[secrecy::SecretString]| -> Vec<String> {
        secrets.iter().map(|secret| secret.expose_secret().to_owned()).collect()
    };
    assert_eq!((secrets.jwt_secret.expose_secret(), secrets.password_pepper.expose_secret()), (JWT_SECRET, PEPPER));
    let tokens = [THIRD_SECRET.to_owned(), format!("{JWT_SECRET}\n"), format!("{THIRD_SECRET}\n")];
    assert_eq!(exposed(&secrets.jwt_secrets_previous), tokens);
    assert_eq!(exposed(&secrets.password_peppers_previous), [format!(" {PEPPER}")]);
    let shown = settings.show().replace(&format!("{}/", scene.directory.path().display()), "");
    assert!(shown.contains("\npassword_peppers_previous = [\"[set]\"] # pepper\n"), "{shown}");

    // A file's last line end never was a part of the secret.
    let files = Scene::new()
        .file("jwt", &format!("{JWT_SECRET}\r\n\n"))
        .file("peppers", &format!("{THIRD_SECRET}\r\n\r\n"))
        .variable("TRANCHE_SECURITY__JWT_SECRET_FILE", "jwt")
        .variable("TRANCHE_SECURITY__PASSWORD_PEPPERS_PREVIOUS_FILE", "peppers")
        .settings();
    assert_eq!(exposed(&files.security.secrets.jwt_secrets_previous), [""; 0]);
    assert_eq!(exposed(&files.security.secrets.password_peppers_previous), [THIRD_SECRET]);
}

#[test]
fn a_webhook_is_signed_with_what_earlier_versions_read_too_where_that_was_a_secret() {
    let webhook = |secret: &str| {
        let scene = Scene::new().variable("TRANCHE_EVENTS__WEBHOOK_URL", "https://receiver.test\n");
        scene.variable("TRANCHE_EVENTS__WEBHOOK_SECRET", secret).settings().events.webhook.unwrap()
    };
    assert_eq!(webhook(THIRD_SECRET).secrets_previous.len(), 0);
    assert_eq!(webhook(&format!("{THIRD_SECRET}\n")).secrets_previous.len(), 1);
    // This ended the start: what is behind `whsec_` was not base64.
    assert_eq!(webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=\n").secrets_previous.len(), 0);
}

#[test]
fn a_store_whose_file_got_white_space_into_its_name_is_not_left_behind() {
    let url = "sqlite://tranche.db\n";
    let scene = Scene::new().variable("TRANCHE_STORE__URL", url);
    assert_eq!(scene.settings().store.url.to_string(), "sqlite://tranche.db");
    let file = scene.directory.path().join("tranche.db\n");
    fs::write(&file, "what was stored").unwrap();
    let refusals = scene.refusals();
    let start = "store.url (from TRANCHE_STORE__URL): names `sqlite://tranche.db`, but the data is in \"";
    assert!(refusals.len() == 1 && refusals[0].starts_with(start), "{refusals:?}");
    assert!(refusals[0].contains("tranche.db\\n\": earlier versions took"), "{refusals:?}");
    fs::rename(file, scene.directory.path().join("tranche.db")).unwrap();
    assert_eq!(scene.settings().store.url.to_string(), "sqlite://tranche.db");
}

#[test]
fn a_file_may_begin_with_a_byte_order_mark_and_end_its_lines_in_two_characters() {
    let text = format!("\u{feff}[server]\r\nport = 8001\r\n[security]\r\njwt_secret = \"{JWT_SECRET}\"\r\n");
    let scene = Scene::new().file("config.toml", &text);
    assert_eq!(scene.settings().server.port, 8001);
    assert_eq!(in_force(&scene, "security.jwt_secret"), [JWT_SECRET]);

    let kept = Scene::new();
    let secrets = |scene: &Scene| {
        let secrets = scene.settings().security.secrets;
        (secrets.password_pepper.expose_secret().to_owned(), secrets.jwt_secret.expose_secret().to_owned())
    };
    let before = secrets(&kept);
    let file = kept.directory.path().join("data/secrets.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    assert_eq!(secrets(&kept), before);
}

#[test]
fn a_file_in_another_encoding_is_refused_by_its_name() {
    let utf_16: Vec<u8> = format!("\u{feff}{PASSWORD}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (key, twin) in KEYS.iter().filter_map(|key| Some((key, twin(key)?))) {
        let scene = with_what_it_needs(&key.name).variable(&twin.variable(), "twin");
        fs::write(scene.directory.path().join("twin"), &utf_16).unwrap();
        let reason = format!("twin can't be read: stream did not contain valid UTF-8; {READABLE}");
        let refusal = format!("{} (from {}): {reason}", twin.name, twin.variable());
        assert!(scene.refusals().contains(&refusal), "{:?}", scene.refusals());
    }
}
