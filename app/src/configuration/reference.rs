use std::fmt::Write;

use super::keys::KEYS;

/// The text before the tables.
const INTRODUCTION: &str = "\
# Configuration

*For operators and developers: every configuration key.*

<!-- Made by `tranche config reference` from app/src/configuration/sections: change that, not this. -->

Four layers, the strongest last:

1. the defaults below;
2. `config.toml` in the working directory where there is one, or the file that `--config FILE` names;
3. environment variables: `TRANCHE_` and the key in capitals, with `__` between levels (`store.url` is `TRANCHE_STORE__URL`);
4. flags of the command line.

An unknown key, an unknown environment variable that begins with `TRANCHE_`, and an invalid value stop the start; the message names
each of them, its source, and the key that a wrong name may mean. `tranche config check` reports them without starting,
`tranche config show` shows each value with its source.

- **White space and byte order marks** are removed at both ends of a value, and kept inside: so a text is the same value, and the
  same secret, as a variable, a flag, a line of `config.toml`, an item of a list or a file, even if `echo` or an editor adds a
  line end. A blank value counts as absent. A password alone keeps its spaces: of `bootstrap.password_file`, and of the line that
  `tranche users create` reads, a byte order mark before it and the line end behind it are removed.
- **Lists** are an array in the file (`[\"10.0.0.0/8\", \"192.0.2.7\"]`), and one text with commas between elsewhere. Empty items
  are ignored. A secret with a comma or a line end inside needs the array; one with a comma can stand in a file too.
- **Secrets** can be given in files: the keys that end in `_file` have their paths; the files of lists hold one on each line.
  Messages, logs and `config show` never contain a secret's value.
- **Development** mode generates the secrets that are missing and keeps them in `secrets.toml` beside the data, for its
  owner alone (mode 0600), after every check of the start has passed. A folder that is created for them gets a `.gitignore`. With
  `memory:` they last as long as the process.
- **Paths** are taken as they are written: one with `~` or `$HOME`, which shells replace, is refused.
- **Production** mode (`mode = \"production\"`) refuses secrets that are missing, generated, shorter than 32 bytes, equal to each
  other, examples or too regular; `session.cookie_secure = false`; `security.bcrypt_cost` below 10; and an
  unencrypted `events.webhook_url` to another machine.
  `openssl rand -base64 48` makes a good secret.
- **Kubernetes** adds variables such as `TRANCHE_SERVICE_HOST` to pods beside a service named `tranche`. They are not settings:
  put `enableServiceLinks: false` in the pod's specification.
";

/// The reference of every setting, the content of `docs/configuration.md`.
#[must_use]
pub fn reference() -> String {
    let mut text = INTRODUCTION.to_owned();
    let mut current_section = None;
    for key in KEYS.iter() {
        let section = key.name.split_once('.').map_or("General", |(section, _)| section);
        if current_section != Some(section) {
            let _ = write!(text, "\n## {section}\n\n| key | environment | default | meaning |\n|---|---|---|---|\n");
            current_section = Some(section);
        }
        let variable = key.variable();
        let _ = writeln!(text, "| `{}` | `{variable}` | {} | {} |", key.name, key.default, key.meaning);
    }
    text
}
