use std::{error::Error, fmt};

/// An error with all of its sources in one line, for the log. A source is left out if the text before it ends with its
/// text: some libraries include the source in their own text. Not for clients: sources name tables, paths and hosts.
pub struct ErrorChain<'a>(pub &'a (dyn Error + 'a));

impl fmt::Display for ErrorChain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut last = self.0.to_string();
        formatter.write_str(&last)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            let text = error.to_string();
            if !last.ends_with(&text) {
                write!(formatter, ": {text}")?;
                last = text;
            }
            source = error.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use thiserror::Error;

    use super::*;

    #[derive(Debug, Error)]
    #[error("{0}")]
    struct Link(&'static str, #[source] Option<Box<Link>>);

    fn chain(texts: &[&'static str]) -> String {
        let link = texts.iter().rev().fold(None, |source, text| Some(Box::new(Link(text, source)))).unwrap();
        ErrorChain(&link).to_string()
    }

    #[test]
    fn each_cause_is_said_once() {
        assert_eq!(chain(&["no connection", "refused"]), "no connection: refused");
        assert_eq!(chain(&["timed out", "timed out"]), "timed out");
        assert_eq!(chain(&["a", "talking failed: refused", "refused", "why"]), "a: talking failed: refused: why");
        assert_eq!(chain(&["refused", "refused by b"]), "refused: refused by b");
    }
}
