use super::{Comparison, Rules, Schema};
use crate::{
    direction::{Direction, Ends, Versions},
    rule::Rule,
};

const ENUM: Rules = Rules { request: Rule::RequestEnumNarrowed, response: Rule::ResponseEnumWidened };

impl Comparison<'_> {
    /// Lists of values, and the default, which is the value of those who send none.
    pub(super) fn compare_values(&mut self, ends: Ends<&Schema<'_>>) {
        let is_open = self.direction == Direction::Response && ends.accepted.is_open_set();
        match (ends.sent.values(), ends.accepted.values()) {
            (_, None) => {}
            (_, Some(_)) if is_open => {}
            (None, Some(_)) => {
                let lists = ["const", "enum", "oneOf", "anyOf"];
                let list = lists.into_iter().find(|list| ends.accepted.keyword(list).is_some());
                self.report(ENUM, list.unwrap_or("enum"), ends);
            }
            (Some(sent), Some(accepted)) => {
                for (_, value) in sent.iter().filter(|(text, _)| !accepted.contains_key(*text)) {
                    self.report_unmatched(ENUM, value);
                }
            }
        }
        if self.direction == Direction::Request {
            self.compare_defaults(self.direction.versions(ends));
        }
    }

    fn compare_defaults(&mut self, Versions { old, new }: Versions<&Schema<'_>>) {
        if let (Some(old), Some(new)) = (old.keyword("default"), new.keyword("default"))
            && old.value() != new.value()
        {
            let (was, is) = (old.value().to_string(), new.value().to_string());
            self.findings.add(Rule::RequestDefaultChanged, new.pointer(), was, is);
        }
    }

    /// A closed set that becomes an open one, be it of values or of variants.
    pub(super) fn compare_openness(&mut self, Versions { old, new }: Versions<&Schema<'_>>) {
        let is_set = old.values().is_some() || !old.has_one_form();
        if self.direction == Direction::Response && is_set && !old.is_open_set() && new.is_open_set() {
            self.findings.add(Rule::ResponseSetOpened, new.pointer_of("x-open-set"), "closed", "open");
        }
    }
}
