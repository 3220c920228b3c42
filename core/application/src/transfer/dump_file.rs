use std::{
    collections::BTreeMap,
    io::{self, BufRead, Read, Write},
};

use domain::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use thiserror::Error;

use super::{
    digest::{Digest, Summary},
    kind::{Item, Kind},
    kinds::kinds,
};

/// What the first line of a dump says that it is.
const FORMAT: &str = "tranche-dump";
/// The version of the forms of rows. Another form is another version.
const SCHEMA: u32 = 1;
/// The key of the last line.
const END: &str = "end";
/// The most bytes of a line, with its end: an order of the most products has a hundredth of it.
const LONGEST_LINE: u64 = 4 << 20;

/// The first line of a dump.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Header {
    format: String,
    schema: u32,
    /// The names of the kinds, in their order.
    kinds: Vec<String>,
    /// The moment of which the rows are.
    pub as_of: Timestamp,
    /// Fingerprints of the secrets on which rows depend, by the keys of the configuration.
    pub secrets: BTreeMap<String, Vec<String>>,
}

/// The last line of a dump.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Footer {
    end: BTreeMap<String, Total>,
}

/// The rows of a kind.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Total {
    count: u64,
    digest: Digest,
}

/// Why a dump can't be read or written.
#[derive(Debug, Error)]
pub enum DumpError {
    /// It is no dump.
    #[error("it is no dump of this program: its first line is not that of one")]
    NotADump,
    /// It has rows in forms of another version, or of other kinds.
    #[error(
        "it is of another schema ({found}) than this program ({expected}); read it with the program that wrote it, or \
         one of the same version"
    )]
    OtherSchema {
        /// The schema of the dump.
        found: String,
        /// The schema of this program.
        expected: String,
    },
    /// It ends before its last line.
    #[error("it was cut off after {rows} rows: its last line is missing; take another copy")]
    Cut {
        /// The rows before.
        rows: u64,
    },
    /// A line is no row.
    #[error("line {line} is no row of a dump: it was altered")]
    Line {
        /// The number of the line, from 1.
        line: u64,
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The rows of a kind are not those that were written.
    #[error("its {kind} are not those that were written ({found}, and its last line says {expected}): it was altered")]
    Altered {
        /// The kind.
        kind: String,
        /// The number and digest of the rows.
        found: String,
        /// The number and digest in the last line.
        expected: String,
    },
    /// The file can't be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Header {
    /// The first line of a dump of this program.
    #[must_use]
    pub fn new(as_of: Timestamp, secrets: BTreeMap<String, Vec<String>>) -> Self {
        let kinds = kinds().iter().map(|kind| kind.name().to_owned()).collect();
        Self { format: FORMAT.to_owned(), schema: SCHEMA, kinds, as_of, secrets }
    }

    fn schema(&self) -> String {
        format!("version {} of {}", self.schema, self.kinds.join(", "))
    }
}

/// Writes a dump: JSON lines, of which the first says what it is, and the last how many rows of each kind there are, with
/// their digests.
pub struct DumpWriter<W> {
    writer: W,
    kinds: Vec<&'static dyn Kind>,
    summaries: Vec<Summary>,
}

impl<W: Write> DumpWriter<W> {
    /// Writes the first line.
    ///
    /// # Errors
    /// [`DumpError::Io`].
    pub fn begin(mut writer: W, header: &Header) -> Result<Self, DumpError> {
        writeln!(writer, "{}", json!(header))?;
        let kinds = kinds();
        let summaries = vec![Summary::default(); kinds.len()];
        Ok(Self { writer, kinds, summaries })
    }

    pub(super) fn write(&mut self, kind: usize, item: &Item) -> Result<(), DumpError> {
        let (Some(of_kind), Some(summary)) = (self.kinds.get(kind), self.summaries.get_mut(kind)) else {
            return Ok(());
        };
        summary.add(of_kind.name(), item);
        writeln!(self.writer, "{{\"{}\":{}}}", of_kind.name(), item.text)?;
        Ok(())
    }

    /// Writes the last line, and returns the writer and what was written.
    ///
    /// # Errors
    /// [`DumpError::Io`].
    pub fn end(mut self) -> Result<(W, Vec<Summary>), DumpError> {
        let totals =
            self.kinds.iter().zip(&self.summaries).map(|(kind, summary)| (kind.name().to_owned(), total(summary)));
        writeln!(self.writer, "{}", json!(Footer { end: totals.collect() }))?;
        Ok((self.writer, self.summaries))
    }
}

fn total(summary: &Summary) -> Total {
    Total { count: summary.count(), digest: summary.digest() }
}

/// Reads a dump, and compares it with its last line.
pub struct DumpReader<R> {
    reader: R,
    header: Header,
    kinds: Vec<&'static dyn Kind>,
    summaries: Vec<Summary>,
    /// The number of lines read.
    lines: u64,
    /// Whether the last line was read.
    has_ended: bool,
    /// The last one that was read.
    line: Vec<u8>,
}

impl<R: BufRead> DumpReader<R> {
    /// Reads the first line.
    ///
    /// # Errors
    /// [`DumpError::NotADump`], [`DumpError::OtherSchema`] and [`DumpError::Io`].
    pub fn open(reader: R) -> Result<Self, DumpError> {
        let kinds = kinds();
        let summaries = vec![Summary::default(); kinds.len()];
        let header = Header::new(Timestamp::MAX, BTreeMap::new());
        let mut opened = Self { reader, header, kinds, summaries, lines: 0, has_ended: false, line: Vec::new() };
        match opened.read_line() {
            Ok(true) => {}
            Ok(false) | Err(DumpError::Line { .. }) => return Err(DumpError::NotADump),
            Err(error) => return Err(error),
        }
        let header: Header = serde_json::from_slice(&opened.line).map_err(|_| DumpError::NotADump)?;
        if header.format != FORMAT {
            return Err(DumpError::NotADump);
        }
        let (found, expected) = (header.schema(), opened.header.schema());
        if found != expected {
            return Err(DumpError::OtherSchema { found, expected });
        }
        opened.header = header;
        Ok(opened)
    }

    /// The first line.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The next row, with the index of its kind; `None` after the last, if these are the rows that were written.
    pub(super) fn next_row(&mut self) -> Result<Option<(usize, Item)>, DumpError> {
        if self.has_ended {
            return Ok(None);
        }
        if !self.read_line()? {
            return Err(self.cut());
        }
        let line = self.lines;
        let wrong = |source: Box<dyn std::error::Error + Send + Sync>| DumpError::Line { line, source };
        let fields: Map<String, Value> = serde_json::from_slice(&self.line).map_err(|error| wrong(error.into()))?;
        let Some((name, form)) = fields.into_iter().next() else { return Err(wrong("it has no field".into())) };
        if name == END {
            let footer = serde_json::from_slice(&self.line).map_err(|error| wrong(error.into()))?;
            return self.check(footer).map(|()| None);
        }
        let kind = self.kinds.iter().position(|kind| kind.name() == name);
        let kind = kind.ok_or_else(|| wrong(format!("there is no kind `{name}`").into()))?;
        let (Some(of_kind), Some(summary)) = (self.kinds.get(kind), self.summaries.get_mut(kind)) else {
            return Err(wrong(format!("there is no kind `{name}`").into()));
        };
        let item = of_kind.parse(form).map_err(|error| wrong(error.into()))?;
        summary.add(of_kind.name(), &item);
        Ok(Some((kind, item)))
    }

    /// Reads a line; returns whether there was a whole one.
    fn read_line(&mut self) -> Result<bool, DumpError> {
        self.line.clear();
        let mut limited = (&mut self.reader).take(LONGEST_LINE);
        match limited.read_until(b'\n', &mut self.line) {
            Ok(_) if self.line.ends_with(b"\n") => {
                self.lines += 1;
                Ok(true)
            }
            Ok(_) if limited.limit() == 0 => Err(DumpError::Line {
                line: self.lines + 1,
                source: format!("it has more than {LONGEST_LINE} bytes, and no row has that many").into(),
            }),
            Ok(_) => Ok(false),
            // The compressed file ends in the middle.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(self.cut()),
            Err(error) => Err(error.into()),
        }
    }

    const fn cut(&self) -> DumpError {
        DumpError::Cut { rows: self.lines.saturating_sub(1) }
    }

    /// Compares what was read with the last line, after which nothing follows.
    fn check(&mut self, mut footer: Footer) -> Result<(), DumpError> {
        for (kind, summary) in self.kinds.iter().zip(&self.summaries) {
            let (found, expected) = (total(summary), footer.end.remove(kind.name()));
            if expected.as_ref() != Some(&found) {
                let text = |total: &Total| format!("{} with digest {}", total.count, total.digest);
                let expected = expected.as_ref().map_or_else(|| "nothing".to_owned(), text);
                return Err(DumpError::Altered { kind: kind.name().to_owned(), found: text(&found), expected });
            }
        }
        // Also where a line end is missing.
        self.read_line()?;
        if self.line.is_empty() {
            self.has_ended = true;
            return Ok(());
        }
        Err(DumpError::Line { line: self.lines, source: "it follows the last line of the dump".into() })
    }
}
