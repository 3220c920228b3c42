//! Schemas: all that is sent must be accepted.

mod limits;
mod objects;
mod types;
mod unions;
mod unknown;
mod values;
mod view;

use std::collections::BTreeSet;

use crate::{
    direction::{Direction, Ends, Versions},
    findings::{Findings, NOTHING, text_or_nothing},
    node::Node,
    rule::Rule,
};

pub(crate) use view::Schema;

/// Compares two versions of a schema; one that is not there holds of every value.
pub(crate) fn compare(direction: Direction, findings: &mut Findings, versions: Versions<Option<Node<'_>>>) {
    Comparison { direction, findings, has_null: true, compared: BTreeSet::new() }.compare_versions(versions);
}

/// The same of a value that is written in a style, as a text, and so is never null.
pub(crate) fn compare_texts(direction: Direction, findings: &mut Findings, versions: Versions<Option<Node<'_>>>) {
    Comparison { direction, findings, has_null: false, compared: BTreeSet::new() }.compare_versions(versions);
}

/// The rules for a keyword: what breaks where it is sent to the server, and what where the server sends it.
#[derive(Clone, Copy)]
struct Rules {
    request: Rule,
    response: Rule,
}

const NULL: Rules = Rules { request: Rule::RequestNullRefused, response: Rule::ResponseNullAdded };
const DISCRIMINATOR: Rules =
    Rules { request: Rule::RequestDiscriminatorChanged, response: Rule::ResponseDiscriminatorChanged };

struct Comparison<'f> {
    direction: Direction,
    findings: &'f mut Findings,
    /// Whether null can be written at all.
    has_null: bool,
    /// What was compared, or is being: schemas may contain themselves.
    compared: BTreeSet<[Vec<String>; 2]>,
}

impl Comparison<'_> {
    fn compare_versions(&mut self, versions: Versions<Option<Node<'_>>>) {
        let versions = Versions {
            old: &Schema::of(versions.old.into_iter().collect()),
            new: &Schema::of(versions.new.into_iter().collect()),
        };
        self.compare(self.direction.ends(versions));
    }

    fn compare(&mut self, ends: Ends<&Schema<'_>>) {
        if !self.compared.insert([ends.sent.identity(), ends.accepted.identity()]) {
            return;
        }
        if self.has_null && ends.sent.accepts_null() && !ends.accepted.accepts_null() {
            self.report_null(ends);
        }
        self.compare_forms(ends);
    }

    fn compare_forms(&mut self, ends: Ends<&Schema<'_>>) {
        let Versions { old, new } = self.direction.versions(ends);
        let property = |schema: &Schema<'_>| Some(schema.keyword("discriminator")?.text("propertyName")?.to_owned());
        if property(old).is_some() && property(old) != property(new) {
            self.report(DISCRIMINATOR, "discriminator", ends);
        }
        self.compare_openness(Versions { old, new });
        if ends.sent.has_one_form() && ends.accepted.has_one_form() {
            self.compare_form(ends);
        } else {
            self.compare_variants(ends);
        }
    }

    fn compare_form(&mut self, ends: Ends<&Schema<'_>>) {
        let common = self.compare_types(ends);
        // Of values that have nothing in common there is no more to say.
        if common.is_empty() {
            return;
        }
        self.compare_values(ends);
        self.compare_limits(ends, &common);
        self.compare_unknown_keywords(ends);
        if common.contains("object") {
            self.compare_objects(ends);
        }
        if common.contains("array") {
            self.compare(Ends { sent: &ends.sent.items(), accepted: &ends.accepted.items() });
        }
    }

    /// Reports a break at a keyword, with what both versions say there.
    fn report(&mut self, rules: Rules, keyword: &str, ends: Ends<&Schema<'_>>) {
        let Versions { old, new } = self.direction.versions(ends);
        let said = |schema: &Schema<'_>| text_or_nothing(schema.keyword(keyword).as_ref().map(Node::value));
        let place = if new.keyword(keyword).is_none() && old.keyword(keyword).is_some() { old } else { new };
        let place = if place.parts().is_empty() { old } else { place };
        self.findings.add(self.rule(rules), place.pointer_of(keyword), said(old), said(new));
    }

    /// Null is allowed or not by the schema as a whole: by its type, or by its variants.
    fn report_null(&mut self, ends: Ends<&Schema<'_>>) {
        let Versions { old, new } = self.direction.versions(ends);
        let place = new.parts().first().or(old.parts().first());
        let place = place
            .map(|part| part.child("type").map_or_else(|| part.pointer().to_owned(), |node| node.pointer().to_owned()));
        let said = |schema: &Schema<'_>| if schema.accepts_null() { "null or a value" } else { "a value" };
        self.findings.add(self.rule(NULL), place.unwrap_or_default(), said(old), said(new));
    }

    /// Reports what one end has at a place where the other has nothing.
    fn report_unmatched(&mut self, rules: Rules, sent: &Node<'_>) {
        let text = sent.value().to_string();
        let Versions { old, new } = self.direction.versions(Ends { sent: text, accepted: NOTHING.to_owned() });
        self.findings.add(self.rule(rules), sent.pointer(), old, new);
    }

    fn rule(&self, rules: Rules) -> Rule {
        match self.direction {
            Direction::Request => rules.request,
            Direction::Response => rules.response,
        }
    }
}
