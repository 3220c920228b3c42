use super::{Comparison, Rules, Schema};
use crate::{
    direction::{Direction, Ends, Versions},
    findings::text_or_nothing,
    node::Node,
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
        let Some(old) = old.keyword("default") else { return };
        let new = new.keyword("default");
        if new.as_ref().is_none_or(|new| new.value() != old.value()) {
            let is = text_or_nothing(new.as_ref().map(Node::value));
            let place = new.as_ref().unwrap_or(&old).pointer();
            self.findings.add(Rule::RequestDefaultChanged, place, old.value().to_string(), is);
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
