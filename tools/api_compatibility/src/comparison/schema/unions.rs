use std::collections::{BTreeMap, BTreeSet};

use super::{Comparison, Rules, Schema, view::Alternative};
use crate::{
    direction::{Direction, Ends},
    findings::Findings,
    rule::Rule,
};

const VARIANT: Rules = Rules { request: Rule::RequestVariantRemoved, response: Rule::ResponseVariantAdded };

type Identity = fn(&Alternative<'_>) -> Option<String>;

/// What a variant is recognized by, wherever it stands in the list; the surest first.
const IDENTITIES: [Identity; 6] = [discriminator_value, constants, component, title, only_required, types];

impl Comparison<'_> {
    /// Each form that is sent must be one that is accepted.
    pub(super) fn compare_variants(&mut self, ends: Ends<&Schema<'_>>) {
        let (mut sent, mut accepted) = (ends.sent.alternatives(), ends.accepted.alternatives());
        let all_accepted = accepted.clone();
        for identity in IDENTITIES {
            let shared = &unique(&sent, identity) & &unique(&accepted, identity);
            let pairs = take(&mut sent, identity, &shared)
                .into_values()
                .zip(take(&mut accepted, identity, &shared).into_values());
            for (one, other) in pairs {
                self.compare_forms(Ends { sent: &one.schema, accepted: &other.schema });
            }
        }
        if self.direction == Direction::Response && ends.accepted.is_open_set() {
            return;
        }
        for one in sent {
            let is_accepted =
                all_accepted.iter().any(|other| self.accepts(Ends { sent: &one.schema, accepted: &other.schema }));
            if !is_accepted && let Some(node) = one.variant.as_ref().or(one.schema.parts().first()) {
                self.report_unmatched(VARIANT, node);
            }
        }
    }

    /// Whether there is no break between two forms.
    fn accepts(&self, ends: Ends<&Schema<'_>>) -> bool {
        let (mut findings, compared) = (Findings::of(""), self.compared.clone());
        Comparison { direction: self.direction, findings: &mut findings, has_null: self.has_null, compared }
            .compare_forms(ends);
        findings.is_empty()
    }
}

/// The identities that one alternative alone has.
fn unique(alternatives: &[Alternative<'_>], identity: Identity) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for found in alternatives.iter().filter_map(identity) {
        *counts.entry(found).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count == 1).map(|(found, _)| found).collect()
}

/// Takes the alternatives with one of these identities, in the order of these.
fn take<'a>(
    alternatives: &mut Vec<Alternative<'a>>,
    identity: Identity,
    of: &BTreeSet<String>,
) -> BTreeMap<String, Alternative<'a>> {
    let mut taken = BTreeMap::new();
    alternatives.retain(|alternative| match identity(alternative).filter(|found| of.contains(found)) {
        Some(found) => {
            taken.insert(found, alternative.clone());
            false
        }
        None => true,
    });
    taken
}

/// What the discriminator calls the component.
fn discriminator_value(alternative: &Alternative<'_>) -> Option<String> {
    let reference = alternative.variant.as_ref()?.text("$ref")?;
    let mapping = alternative.schema.keyword("discriminator")?.child("mapping")?;
    mapping.entries().find(|(_, target)| target.value().as_str() == Some(reference)).map(|(value, _)| value.to_owned())
}

/// The properties that have one value alone.
fn constants(alternative: &Alternative<'_>) -> Option<String> {
    let properties = alternative.schema.properties(Direction::Response);
    let constants = properties.iter().filter_map(|(name, schema)| {
        let values = schema.values().filter(|values| values.len() == 1)?;
        Some(format!("{name} {}", values.keys().next()?))
    });
    let constants: Vec<_> = constants.collect();
    (!constants.is_empty()).then(|| constants.join(", "))
}

/// Variants that have constants of their own are not recognized by what they may share with others.
fn is_without_constants(alternative: &Alternative<'_>) -> bool {
    constants(alternative).is_none()
}

fn component(alternative: &Alternative<'_>) -> Option<String> {
    let components = alternative.own_parts().filter_map(|part| part.pointer().strip_prefix("/components/schemas/"));
    components.filter(|name| !name.contains('/')).map(str::to_owned).next()
}

fn title(alternative: &Alternative<'_>) -> Option<String> {
    alternative.own_parts().find_map(|part| part.text("title")).map(str::to_owned)
}

/// The one property that it must have, as where each variant is an object with a property of its name.
fn only_required(alternative: &Alternative<'_>) -> Option<String> {
    let required = alternative.schema.required(Direction::Response);
    required.first().filter(|_| required.len() == 1 && is_without_constants(alternative)).map(|name| (*name).to_owned())
}

fn types(alternative: &Alternative<'_>) -> Option<String> {
    let types: Vec<_> = alternative.schema.types().into_iter().collect();
    (!types.is_empty() && is_without_constants(alternative)).then(|| types.join(", "))
}
