use crate::configuration::{
    kinds::{log_level, one_of},
    reader::Reader,
};

/// The log of the process.
#[derive(Clone, Debug)]
pub struct Log {
    /// The format of lines.
    pub format: LogFormat,
    /// Which lines are logged: directives of a `tracing` filter, known to be valid.
    pub level: String,
}

/// The format of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object on each line.
    Json,
}

impl Log {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        let is_watched = reader.sources.machine.logs_to_terminal;
        let format = if is_watched { LogFormat::Pretty } else { LogFormat::Json };
        Self {
            format: reader.key("log.format").means("`pretty`, or `json`: one object on each line.").or_varying(
                format,
                "`pretty` on a terminal, else `json`",
                one_of([("pretty", LogFormat::Pretty), ("json", LogFormat::Json)]),
            ),
            level: reader
                .key("log.level")
                .means("A level (`error`, `warn`, `info`, `debug`, `trace`, `off`), or levels by target:")
                .means("`info,sqlx=warn`.")
                .or("info".to_owned(), log_level()),
        }
    }
}
