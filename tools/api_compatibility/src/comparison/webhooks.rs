use std::collections::BTreeMap;

use super::{
    bodies::{compare_schemas, content},
    parameters::compare_content,
    responses::Responses,
    schema::Schema,
};
use crate::{
    direction::{Direction, Versions},
    document::Document,
    findings::{Break, Findings, NOTHING},
    node::Node,
    operation::Webhook,
    rule::Rule,
};

/// The breaks of all calls that the server makes: it sends the requests, and receivers the responses.
pub(super) fn compare(documents: Versions<&Document>) -> Vec<Break> {
    let mut breaks = Vec::new();
    let new_webhooks = documents.new.webhooks();
    for (name, old) in documents.old.webhooks() {
        let mut findings = Findings::of(&name);
        match new_webhooks.get(&name) {
            Some(new) => {
                compare_bodies(&mut findings, Versions { old: &old.node, new: &new.node });
                compare_headers(&mut findings, Versions { old: &old, new });
                compare_acknowledgements(&mut findings, Versions { old: &old.node, new: &new.node });
            }
            None => findings.add(Rule::WebhookRemoved, old.node.pointer(), "a webhook", NOTHING),
        }
        breaks.extend(findings.into_breaks());
    }
    breaks
}

fn compare_bodies(findings: &mut Findings, webhooks: Versions<&Node<'_>>) {
    let Some(old) = webhooks.old.get("requestBody") else { return };
    let Some(new) = webhooks.new.get("requestBody") else {
        findings.add(Rule::WebhookBodyBecameOptional, old.pointer(), "a body", NOTHING);
        return;
    };
    if old.flag("required") && !new.flag("required") {
        findings.add(Rule::WebhookBodyBecameOptional, new.pointer_of("required"), "required", "optional");
    }
    let (old_content, new_content) = (content(&old), content(&new));
    for (media_type, new) in &new_content {
        match old_content.get(media_type) {
            Some(old) => compare_schemas(findings, Direction::Response, Versions { old, new }),
            None => findings.add(Rule::WebhookMediaTypeAdded, new.pointer(), NOTHING, media_type),
        }
    }
    let new_types: BTreeMap<_, _> = new_content.values().flat_map(event_types).collect();
    for (name, pointer) in old_content.values().flat_map(event_types) {
        if !new_types.contains_key(&name) {
            findings.add(Rule::EventTypeRemoved, pointer, name, NOTHING);
        }
    }
}

/// The types of events that a body may have, each with where it stands: what the property lists that distinguishes events.
fn event_types(media_type: &Node<'_>) -> BTreeMap<String, String> {
    let body = Schema::of(media_type.child("schema").into_iter().collect());
    let property = body.keyword("discriminator").and_then(|node| node.text("propertyName")).unwrap_or("type");
    let forms = body.alternatives();
    let types = forms.iter().filter_map(|form| form.schema.properties(Direction::Response).remove(property)?.values());
    types.flatten().map(|(name, node)| (name, node.pointer().to_owned())).collect()
}

/// The headers that receivers get.
fn compare_headers(findings: &mut Findings, webhooks: Versions<&Webhook<'_>>) {
    let new_headers = webhooks.new.parameters();
    for (key, old) in webhooks.old.parameters() {
        let Some(new) = new_headers.get(&key) else {
            findings.add(Rule::WebhookHeaderRemoved, old.pointer(), key.name, NOTHING);
            continue;
        };
        if old.flag("required") && !new.flag("required") {
            findings.add(Rule::WebhookHeaderBecameOptional, new.pointer_of("required"), "required", "optional");
        }
        compare_content(findings, Direction::Response, Versions { old: &old, new });
    }
}

/// The statuses by which a receiver says that it has the event.
fn compare_acknowledgements(findings: &mut Findings, webhooks: Versions<&Node<'_>>) {
    let (old, new) = (Responses::of(webhooks.old), Responses::of(webhooks.new));
    for (status, node) in old.iter().filter(|(status, _)| status.starts_with('2')) {
        if new.get(status).is_none() {
            findings.add(Rule::WebhookAcknowledgementRemoved, node.pointer(), status, NOTHING);
        }
    }
}
