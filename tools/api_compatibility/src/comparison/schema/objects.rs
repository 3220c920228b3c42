use super::{Comparison, Rules, Schema, view::Additional};
use crate::{
    direction::{Direction, Ends, Versions},
    findings::NOTHING,
    rule::Rule,
};

const REQUIRED: Rules =
    Rules { request: Rule::RequestPropertyBecameRequired, response: Rule::ResponsePropertyBecameOptional };
const REMOVED: Rules = Rules { request: Rule::RequestPropertyRemoved, response: Rule::ResponsePropertyRemoved };
const ADDITIONAL: Rules =
    Rules { request: Rule::RequestAdditionalPropertiesRefused, response: Rule::ResponseClosedObjectExtended };

impl Comparison<'_> {
    pub(super) fn compare_objects(&mut self, ends: Ends<&Schema<'_>>) {
        self.compare_properties(ends);
        self.compare_required(ends);
        match (ends.sent.additional(), ends.accepted.additional()) {
            (Additional::Accepted(_), Additional::Refused) => self.report(ADDITIONAL, "additionalProperties", ends),
            (Additional::Accepted(sent), Additional::Accepted(accepted)) => {
                self.compare(Ends { sent: &sent, accepted: &accepted });
            }
            (Additional::Refused, _) => {}
        }
    }

    fn compare_properties(&mut self, ends: Ends<&Schema<'_>>) {
        let Versions { old, new } = self.direction.versions(ends);
        let (old_properties, new_properties) = (old.properties(self.direction), new.properties(self.direction));
        for (name, old) in &old_properties {
            match new_properties.get(name) {
                Some(new) => self.compare(self.direction.ends(Versions { old, new })),
                None => self.findings.add(self.rule(REMOVED), place(old), "a property", NOTHING),
            }
        }
        if self.direction == Direction::Response && matches!(old.additional(), Additional::Refused) {
            for (_, new) in new_properties.iter().filter(|(name, _)| !old_properties.contains_key(*name)) {
                self.findings.add(Rule::ResponseClosedObjectExtended, place(new), NOTHING, "a property");
            }
        }
    }

    fn compare_required(&mut self, ends: Ends<&Schema<'_>>) {
        let Versions { old, new } = self.direction.versions(ends);
        let (old_properties, new_properties) = (old.properties(self.direction), new.properties(self.direction));
        let (sent, accepted) = (ends.sent.required(self.direction), ends.accepted.required(self.direction));
        for name in accepted.difference(&sent) {
            let (was, is) = match (self.direction, old_properties.contains_key(name), new_properties.get(name)) {
                (Direction::Request, true, _) => ("optional", "required"),
                (Direction::Request, false, _) => (NOTHING, "required"),
                // It is reported as removed.
                (Direction::Response, true, None) => continue,
                (Direction::Response, _, _) => ("required", "optional"),
            };
            if let Some(new) = new_properties.get(name) {
                self.findings.add(self.rule(REQUIRED), place(new), was, is);
            } else {
                // It stands in the list alone, which others may share.
                let place = ends.accepted.pointer_of("required");
                self.findings.add(self.rule(REQUIRED), place, format!("{name} {was}"), format!("{name} {is}"));
            }
        }
    }
}

/// Where a schema stands.
fn place(schema: &Schema<'_>) -> String {
    schema.parts().first().map(|part| part.pointer().to_owned()).unwrap_or_default()
}
