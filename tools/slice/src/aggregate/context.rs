//! What templates know of an aggregate.

use std::collections::BTreeMap;

use minijinja::{Environment, Value, context};

use super::{
    arguments::{Access, Aggregate},
    field::{Field, Kind, sentence_with_article, with_article},
    names::{comment, grouped, listed, plural_of},
    samples, snippets,
    targets::Target,
};
use crate::{
    names::{capitalized, operation_id, type_name},
    refusal::Refusal,
    route::Role,
    templates,
};

/// The names and values that the templates of an aggregate take.
pub(crate) struct Context {
    pub(crate) value: Value,
    /// The name of its migration.
    pub(crate) migration: String,
}

/// A rule of a field.
struct Fault {
    variant: String,
    doc: String,
    message: String,
    pointer: String,
}

/// An environment with what templates of aggregates need besides.
///
/// # Errors
/// [`Refusal::Template`].
pub(crate) fn environment() -> Result<Environment<'static>, Refusal> {
    let mut environment = templates::environment()?;
    environment.add_filter("doc", |text: String, indentation: usize| comment(&text, "///", indentation));
    environment.add_filter("capitalize", |text: String| capitalized(&text));
    Ok(environment)
}

impl Context {
    /// # Errors
    /// [`Refusal::Template`].
    pub(crate) fn new(aggregate: &Aggregate, targets: &[Target], migration: String) -> Result<Self, Refusal> {
        let builder = Builder { aggregate, targets, environment: environment()? };
        let value = builder.build(&migration)?;
        Ok(Self { value, migration })
    }
}

struct Builder<'a> {
    aggregate: &'a Aggregate,
    targets: &'a [Target],
    environment: Environment<'static>,
}

impl Builder<'_> {
    fn build(&self, migration: &str) -> Result<Value, Refusal> {
        let aggregate = self.aggregate;
        let (name, plural, type_name) =
            (aggregate.name.as_str(), aggregate.plural.as_str(), aggregate.name.type_name());
        let phrase = name.replace('_', " ");
        let phrases = plural.replace('_', " ");
        let path = aggregate.path()?;
        let fields: Vec<Value> = aggregate.fields.iter().map(|field| self.field(field)).collect::<Result<_, _>>()?;
        let of = |is_meant: &dyn Fn(&Field) -> bool| -> Vec<Value> {
            let both = aggregate.fields.iter().zip(&fields);
            both.filter(|(field, _)| is_meant(field)).map(|(_, value)| value.clone()).collect()
        };
        let is_reference = |field: &Field| matches!(field.kind, Kind::Reference(_));
        let change = aggregate.fields.iter().zip(&fields).find(|(field, _)| !is_reference(field));
        let change = change.map(|(_, value)| value.clone()).or_else(|| fields.first().cloned()).unwrap_or_default();
        let names: Vec<&Field> = aggregate.fields.iter().filter(|field| field.unique).collect();
        let phrases_of = Audience::of(aggregate, &phrases);
        let breakable = |field: &Field| samples::json_broken(field).is_some();
        let broken_pointers: Vec<String> = aggregate
            .fields
            .iter()
            .filter(|field| breakable(field))
            .flat_map(|field| self.broken_faults(field))
            .map(|fault| fault.pointer)
            .collect();
        let text_of = |field: &Field| matches!(field.kind, Kind::Text(_));
        let common = context! {
            name,
            plural,
            type => type_name,
            types => aggregate.plural.type_name(),
            phrase => phrase.clone(),
            phrases => phrases.clone(),
            a_phrase => with_article(&phrase),
            a_name => format!("{}_{name}", article(&phrase)),
            kebab => name.replace('_', "-"),
            kind => name.to_uppercase(),
            list => plural.to_uppercase(),
            screams => plural.to_uppercase(),
            json_list => operation_id(plural),
            slice => aggregate.slice(),
            path => path.as_str(),
            segment => plural.replace('_', "-"),
            migration,
            fields => fields.clone(),
        };
        let by_kind = context! {
            uniques => of(&|field| field.unique),
            words => of(&|field| matches!(field.kind, Kind::Enum { .. })),
            refs => of(&is_reference),
            optional => of(&|field| field.optional),
            required => of(&Field::is_required),
            never_null => of(&|field| !field.optional),
            left_out => of(&|field| !field.is_required()),
            breakable => of(&breakable),
            broken_pointers,
            fallible => aggregate.fields.iter().filter(|field| is_fallible(field)).map(Field::column).collect::<Vec<_>>(),
            columns => aggregate.fields.iter().map(Field::column).collect::<Vec<_>>(),
            properties => self.properties()?,
            pointers => self.pointers(),
            change,
            kept_field => aggregate.fields.iter().find(|field| !is_reference(field)).map(Field::json),
            has_text => aggregate.fields.iter().any(text_of),
            has_money => aggregate.fields.iter().any(|field| field.kind == Kind::Money),
            has_optional => aggregate.fields.iter().any(|field| field.optional),
            fields_listed => listed(&aggregate.fields.iter().map(|field| format!("`{}`", field.json())).collect::<Vec<_>>()),
            left_out_text => if aggregate.fields.iter().all(|field| field.is_required() || field.optional) {
                "is null"
            } else {
                "is null, or has its default where it has one"
            },
            table_sentence => format!("{}.{}", capitalized(&phrases), unique_sentence(&names)),
            deleted_data => deleted_data(&names, name, &fields_of(&fields)),
            numbered_sentence => if names.is_empty() {
                "None of it is unique, so the number makes no difference."
            } else {
                "Unique values are those of this number."
            },
            number_argument => if names.is_empty() { "_number" } else { "number" },
            domain_types => self.domain_types(),
            indexes => self.indexes(),
            listed => self.listed(),
        };
        let by_access = context! {
            owned => aggregate.access == Access::ByOwner,
            filtered => aggregate.access == Access::ByOwner || aggregate.words().next().is_some(),
            read_open => phrases_of.read == Role::Open,
            read_role => role_name(phrases_of.read),
            write_role => role_name(phrases_of.write),
            read_extractor => extractor(phrases_of.read),
            write_extractor => extractor(phrases_of.write),
            read_argument => match phrases_of.read {
                Role::Open => "_: Public".to_owned(),
                role => format!("{0}(actor): {0}", extractor(role)),
            },
            read_statuses => if phrases_of.read == Role::Admin { [403, 200] } else { [200, 200] },
            as_reader => if phrases_of.read == Role::Open { "" } else { "&cookie, " },
            audience => phrases_of.audience.clone(),
            lib_doc => lib_doc(&phrases_of.audience, path.as_str()),
            read_audience => phrases_of.read_audience,
            write_audience => phrases_of.write_audience,
            group_sentence => phrases_of.group,
        };
        let by_target = context! {
            targets => self.targets(),
            referred_types => self.referred_types(),
            new_world => if self.targets.is_empty() { "World::new()" } else { "world().await" },
            domain_entities => self.domain_entities(),
            repositories => bounds(&self.domain_entities()),
            target_bounds => self.target_bounds(),
            requirements => self.requirements(),
            ref_dedup => self.targets.iter().any(|target| self.fields_of(target).len() > 1),
            user_refs => self.targets.iter().any(|target| target.name == "user"),
        };
        Ok(context! { ..common, ..by_kind, ..by_access, ..by_target })
    }

    /// What templates know of a field.
    fn field(&self, field: &Field) -> Result<Value, Refusal> {
        let context = self.of_field(field);
        let mut all = snippets::render(&field.kind, &self.environment, &context)?;
        let request_doc = all.get("request_doc").map(ToString::to_string).unwrap_or_default();
        let conversion = all.get("into_draft").map(ToString::to_string).unwrap_or_default();
        all.insert("request_doc".to_owned(), Value::from(request_doc));
        all.insert("draft_created".to_owned(), Value::from(draft_created(field, &conversion)));
        all.insert("draft_updated".to_owned(), Value::from(draft_updated(field, &conversion)));
        all.extend(context);
        Ok(Value::from(all))
    }

    /// What the template of a type knows of a field.
    fn of_field(&self, field: &Field) -> BTreeMap<String, Value> {
        let (type_of_aggregate, name) = (self.aggregate.name.type_name(), self.aggregate.name.as_str());
        let aggregate = name.replace('_', " ");
        let (phrase, doc) = (field.phrase(), self.doc(field));
        let mut all: BTreeMap<String, Value> = BTreeMap::new();
        let mut add = |key: &str, value: Value| _ = all.insert(key.to_owned(), value);
        let mut texts = vec![
            ("type", type_of_aggregate.clone()),
            ("name", field.name.clone()),
            ("column", field.column()),
            ("json", field.json()),
            ("variant", field.variant()),
            ("phrase", phrase.clone()),
            ("phrases", plural_of(&field.name).replace('_', " ")),
            ("a_phrase", with_article(&phrase)),
            ("article", article(&phrase).to_owned()),
            ("a_aggregate", with_article(&aggregate)),
            ("aggregates", self.aggregate.plural.as_str().replace('_', " ")),
            ("scream", field.name.to_uppercase()),
            ("list", plural_of(&field.name).to_uppercase()),
            ("kebab", field.name.replace('_', "-")),
            ("doc_start", doc.trim_end_matches('.').to_owned()),
            ("draft_doc", doc.clone()),
            (
                "doc",
                if field.unique {
                    format!("{}, which no other {aggregate} has.", doc.trim_end_matches('.'))
                } else {
                    doc
                },
            ),
            ("owner", "self.details()".to_owned()),
            ("draft_a", samples::draft_with_ids(field, &type_of_aggregate)),
            ("draft_of_world", samples::draft_of_world(field, &type_of_aggregate)),
            ("draft_broken", samples::draft_broken(field).unwrap_or_default()),
            ("json_numbered", samples::json_numbered(field, &self.reference_in_tests(field))),
            ("json_b", samples::json_b(field, &self.reference_in_tests(field))),
            ("json_b_http", samples::json_b(field, &self.reference_over_http(field, "&root", "9"))),
            ("json_of_http", self.json_of_http(field)),
            ("json_broken", samples::json_broken(field).unwrap_or_default()),
            ("json_default", samples::json_default(field)),
            ("json_of_another_type", samples::json_of_another_type(field).to_owned()),
        ];
        texts.extend(self.of_kind(field));
        for (key, text) in texts {
            add(key, Value::from(text));
        }
        add("optional", field.optional.into());
        add("unique", field.unique.into());
        add("is_required", field.is_required().into());
        add("is_text", matches!(field.kind, Kind::Text(_)).into());
        add("has_default", (!field.optional && !field.is_required()).into());
        let faults = faults(field, &aggregate);
        add("broken_faults", self.broken_faults(field).into_iter().map(|fault| fault.variant).collect());
        add(
            "faults",
            faults.into_iter().map(|Fault { variant, doc, message, .. }| context! { variant, doc, message }).collect(),
        );
        if let Kind::Enum { words, .. } = &field.kind {
            let word = |word: &String| context! { word, variant => type_name(word), renamed => word.contains('_') };
            add("words", words.iter().map(word).collect());
        }
        if let Kind::Text(length) = &field.kind {
            add("least_number", (*length.start()).into());
        }
        all
    }

    /// What a template knows of fields of one type alone.
    fn of_kind(&self, field: &Field) -> Vec<(&'static str, String)> {
        let phrase = field.phrase();
        let aggregate = with_article(&self.aggregate.name.as_str().replace('_', " "));
        match &field.kind {
            Kind::Text(length) => {
                let (least, most) = (i64::from(*length.start()), i64::from(*length.end()));
                let full = least.max(1);
                let same = if field.unique {
                    format!(
                        " Two {} are the same where their characters are.",
                        plural_of(&field.name).replace('_', " ")
                    )
                } else {
                    String::new()
                };
                let [a, b, c] = ['A', 'B', 'C'].map(|letter| samples::text_of(field, letter));
                vec![
                    ("least", grouped(least, "_")),
                    ("most", grouped(most, "_")),
                    ("least_full", grouped(full, "_")),
                    ("least_less", grouped(least.saturating_sub(1), "_")),
                    ("most_more", grouped(most + 1, "_")),
                    ("characters", characters(least, most)),
                    (
                        "definition_doc",
                        format!(
                            "The {phrase} of {aggregate}: {}, without white space at its ends and without control characters but newline and tab.{same}",
                            characters(least, most)
                        ),
                    ),
                    ("parsed_type", "&str".to_owned()),
                    ("different_values", different_texts(&a, length.end())),
                    ("differs", format!("Other characters, another {phrase}: case and marks count.")),
                    ("value_a", format!("{a:?}")),
                    ("value_b", format!("{b:?}")),
                    ("value_c", format!("{c:?}")),
                    ("json_c", format!("{c:?}.into()")),
                    ("text_a", a),
                    ("text_b", b),
                ]
            }
            Kind::Integer { range, default } => {
                let (least, most) = (*range.start(), *range.end());
                let [a, b, c] = [0, 200, 201].map(|distance| samples::literal(samples::number_of(field, distance)));
                let suffix = |number: i64| if i32::try_from(number).is_ok() { "" } else { "_i64" };
                vec![
                    ("least", grouped(least, "_")),
                    ("most", grouped(most, "_")),
                    ("least_less", grouped(least - 1, "_")),
                    ("most_more", grouped(most + 1, "_")),
                    ("least_literal", format!("{}{}", grouped(least, "_"), suffix(least))),
                    ("most_literal", format!("{}{}", grouped(most, "_"), suffix(most))),
                    (
                        "definition_doc",
                        format!("The {phrase} of {aggregate}: {} to {}.", grouped(least, ","), grouped(most, ",")),
                    ),
                    ("default_code", default.map(|default| grouped(default, "_")).unwrap_or_default()),
                    ("default_text", default.map(|default| grouped(default, ",")).unwrap_or_default()),
                    ("number_a", a.clone()),
                    ("number_b", samples::literal(samples::number_of(field, 1))),
                    ("parsed_type", "i64".to_owned()),
                    ("different_values", format!("{b}, {c}")),
                    ("differs", format!("Another number, another {phrase}.")),
                    ("value_a", a),
                    ("value_b", b),
                    ("json_c", format!("json!({c})")),
                    ("value_c", c),
                ]
            }
            Kind::Boolean { default } => {
                let text = default.map(|default| default.to_string()).unwrap_or_default();
                vec![("default_code", text.clone()), ("default_text", text)]
            }
            Kind::Enum { words, default } => {
                let word = |at: usize| words.get(at).cloned().unwrap_or_default();
                let some = |word: &str| if field.optional { format!("Some({word})") } else { word.to_owned() };
                let variant =
                    |word: &str| format!("{}{}::{}", self.aggregate.name.type_name(), field.variant(), type_name(word));
                let default = default.map(word).unwrap_or_default();
                vec![
                    ("word_a", word(0)),
                    ("word_b", word(1)),
                    ("variant_a", type_name(&word(0))),
                    ("variant_b", type_name(&word(1))),
                    ("default_variant", type_name(&default)),
                    ("default_text", format!("`{default}`")),
                    ("some_word", some("word")),
                    ("some_word_b", some(&variant(&word(1)))),
                ]
            }
            Kind::Reference(_) => match self.target(field) {
                Some(target) => vec![
                    ("target_type", target.type_name()),
                    ("target_id", format!("{}Id", target.type_name())),
                    ("target_plural", target.plural.clone()),
                    ("target_phrase", target.phrase()),
                    ("target_scream", target.name.to_uppercase()),
                    ("target_kebab", target.name.replace('_', "-")),
                    ("target_segment", target.segment()),
                    ("a_target", target.with_article()),
                ],
                None => Vec::new(),
            },
            Kind::Money | Kind::Date => Vec::new(),
        }
    }

    fn doc(&self, field: &Field) -> String {
        let phrase = field.phrase();
        match &field.kind {
            Kind::Boolean { .. } => format!("Whether it is {phrase}."),
            Kind::Reference(target) if *target == field.name => format!("The id of the {phrase}."),
            Kind::Reference(target) => format!("The id of the {}, its {phrase}.", target.replace('_', " ")),
            _ => format!("The {phrase}."),
        }
    }

    fn target(&self, field: &Field) -> Option<&Target> {
        match &field.kind {
            Kind::Reference(name) => self.targets.iter().find(|target| target.name == *name),
            _ => None,
        }
    }

    /// The id of what a field refers to, in the tests of the slice.
    fn reference_in_tests(&self, field: &Field) -> String {
        self.target(field).map(|target| target.name.to_uppercase()).unwrap_or_default()
    }

    fn reference_over_http(&self, field: &Field, client: &str, number: &str) -> String {
        let segment = self.target(field).map(Target::segment).unwrap_or_default();
        format!("member({client}, \"{segment}\", {number})")
    }

    fn json_of_http(&self, field: &Field) -> String {
        let reference = self.reference_over_http(field, "root", "number");
        match field.kind {
            Kind::Reference(_) => reference,
            _ => format!("json!({})", samples::json_numbered(field, "")),
        }
    }

    /// The faults of a broken value.
    fn broken_faults(&self, field: &Field) -> Vec<Fault> {
        let all = faults(field, &self.aggregate.name.as_str().replace('_', " ")).into_iter();
        let is_of_value = |fault: &Fault| !fault.variant.ends_with("Missing") && !fault.variant.ends_with("Character");
        all.filter(is_of_value).collect()
    }

    fn properties(&self) -> Result<Vec<String>, Refusal> {
        let mut properties = Vec::new();
        for field in &self.aggregate.fields {
            let rendered = snippets::render(&field.kind, &self.environment, &self.of_field(field))?;
            properties.extend(rendered.get("property").map(ToString::to_string).filter(|text| !text.is_empty()));
        }
        Ok(properties)
    }

    /// The rules by the fields that break them.
    fn pointers(&self) -> Vec<Value> {
        let phrase = self.aggregate.name.as_str().replace('_', " ");
        let mut pointers: Vec<(String, Vec<String>)> = Vec::new();
        for fault in self.aggregate.fields.iter().flat_map(|field| faults(field, &phrase)) {
            match pointers.iter_mut().find(|(path, _)| *path == fault.pointer) {
                Some((_, faults)) => faults.push(fault.variant),
                None => pointers.push((fault.pointer, vec![fault.variant])),
            }
        }
        pointers.into_iter().map(|(path, faults)| context! { path, faults }).collect()
    }

    /// The names that the domain exports for fields, and that mappings may need.
    fn domain_types(&self) -> Vec<String> {
        let type_of_aggregate = self.aggregate.name.type_name();
        let mut types = Vec::new();
        for field in &self.aggregate.fields {
            let name = format!("{type_of_aggregate}{}", field.variant());
            match &field.kind {
                Kind::Text(_) | Kind::Integer { .. } => types.push(name),
                Kind::Enum { .. } => {
                    types.push(format!("Unknown{name}"));
                    types.push(name);
                }
                Kind::Reference(_) => {
                    types.extend(self.target(field).map(|target| format!("{}Id", target.type_name())))
                }
                Kind::Money | Kind::Boolean { .. } | Kind::Date => {}
            }
        }
        types.sort();
        types.dedup();
        types
    }

    fn indexes(&self) -> Vec<Value> {
        let index = |name: &str, columns: &[&str]| {
            let columns: Vec<_> = columns.iter().map(|column| format!("{column:?}")).collect();
            context! { name, columns => columns.join(", ") }
        };
        let mut indexes = vec![index("creation", &["created_at", "id"])];
        if self.aggregate.access == Access::ByOwner {
            indexes.push(index("user_and_creation", &["user_id", "created_at", "id"]));
        }
        for field in self.aggregate.words() {
            let column = field.column();
            indexes.push(index(&format!("{column}_and_creation"), &[&column, "created_at", "id"]));
        }
        indexes
    }

    /// The attributes of an entry of DynamoDB by which it is listed.
    fn listed(&self) -> &'static str {
        if self.aggregate.words().next().is_some() {
            "listed(self)"
        } else if self.aggregate.fields.iter().any(|field| field.unique) {
            "named.clone()"
        } else {
            "vec![(Self::NAME, text(self.id().to_string()))]"
        }
    }

    fn targets(&self) -> Vec<Value> {
        let value = |target: &Target| {
            context! {
                name => target.name.clone(),
                plural => target.plural.clone(),
                type => target.type_name(),
                id => format!("{}Id", target.type_name()),
                phrase => target.phrase(),
                scream => target.name.to_uppercase(),
                code => target.code(),
                construction => target.construction(),
            }
        };
        self.targets.iter().map(value).collect()
    }

    fn referred_types(&self) -> Vec<String> {
        let own = ["Role".to_owned(), "User".to_owned()];
        let mut types: Vec<String> =
            self.targets.iter().flat_map(Target::types).filter(|name| !own.contains(name)).collect();
        types.sort();
        types.dedup();
        types
    }

    /// The entities whose repositories the slice needs, sorted.
    fn domain_entities(&self) -> Vec<String> {
        let mut entities: Vec<String> = self.targets.iter().map(Target::type_name).collect();
        entities.push(self.aggregate.name.type_name());
        entities.sort();
        entities
    }

    fn target_bounds(&self) -> String {
        let mut names: Vec<String> = self.targets.iter().map(Target::type_name).collect();
        names.sort();
        names.iter().map(|name| format!("HasComponent<dyn Repository<{name}>> + ")).collect()
    }

    fn fields_of(&self, target: &Target) -> Vec<&Field> {
        let refers = |field: &&Field| matches!(&field.kind, Kind::Reference(name) if *name == target.name);
        self.aggregate.fields.iter().filter(refers).collect()
    }

    /// What is referred to must still be there when the commit is made. Nothing is required twice.
    fn requirements(&self) -> String {
        let mut text = String::new();
        for target in self.targets {
            let required: Vec<_> =
                self.fields_of(target).iter().map(|field| format!("required_{}", field.name)).collect();
            let (one, all) = (&target.name, &target.plural);
            // The acting user is required already.
            let others = if one == "user" { ".filter(|user| user.id() != acting.user.id())" } else { "" };
            text += &match &required[..] {
                [only] => format!("if let Some({one}) = {only}{others} {{\nchanges.require({one});\n}}\n"),
                several => format!(
                    "let mut {all}: Vec<{}> = [{}].into_iter().flatten(){others}.collect();\n\
                     {all}.sort_unstable_by_key(Entity::id);\n{all}.dedup_by_key(|{one}| {one}.id());\n\
                     for {one} in {all} {{\nchanges.require({one});\n}}\n",
                    target.type_name(),
                    several.join(", ")
                ),
            };
        }
        text
    }
}

/// Who may do what, in words.
struct Audience {
    read: Role,
    write: Role,
    audience: String,
    group: String,
    read_audience: &'static str,
    write_audience: &'static str,
}

impl Audience {
    fn of(aggregate: &Aggregate, phrases: &str) -> Self {
        let people = |role: Role| match role {
            Role::Open => "all callers",
            Role::User => "users",
            Role::Admin | Role::SuperAdmin => "admins",
        };
        let name = capitalized(phrases);
        match aggregate.access {
            Access::ByOwner => Self {
                read: Role::User,
                write: Role::User,
                audience: format!(
                    "Users create, read, update and delete {phrases} of their own, and admins those of all users"
                ),
                group: format!("{name}: each user's own, and all for admins."),
                read_audience: "For signed-in users, about their own; admins get any",
                write_audience: "For its owner and admins",
            },
            Access::ByRole { read, write } => Self {
                read,
                write,
                audience: if read == write {
                    format!("{} read, create, update and delete {phrases}", capitalized(people(read)))
                } else {
                    format!(
                        "{} read {phrases}, and {} create, update and delete them",
                        capitalized(people(read)),
                        people(write)
                    )
                },
                group: match read {
                    Role::Open => format!("{name}: open to read, edited by {}.", people(write)),
                    _ if read == write => format!("{name}: read and edited by {}.", people(write)),
                    _ => format!("{name}: read by {}, edited by {}.", people(read), people(write)),
                },
                read_audience: match read {
                    Role::Open => "Public",
                    Role::User => "For signed-in users",
                    Role::Admin | Role::SuperAdmin => "For admins",
                },
                write_audience: if write == Role::User { "For signed-in users" } else { "For admins" },
            },
        }
    }
}

/// The sentence about the group of operations in the OpenAPI document.
pub(crate) fn group_sentence(aggregate: &Aggregate) -> String {
    Audience::of(aggregate, &aggregate.plural.as_str().replace('_', " ")).group
}

fn lib_doc(audience: &str, path: &str) -> String {
    let text = format!("{audience}: `GET` and `POST {path}`, `GET`, `PUT` and `DELETE {path}/{{id}}`.");
    comment(&text, "//!", 0)
}

fn article(phrase: &str) -> &'static str {
    if with_article(phrase).starts_with("an ") { "an" } else { "a" }
}

const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Open | Role::User => "User",
        Role::Admin => "Admin",
        Role::SuperAdmin => "SuperAdmin",
    }
}

const fn extractor(role: Role) -> &'static str {
    match role {
        Role::Open => "Public",
        Role::User => "SignedIn",
        Role::Admin | Role::SuperAdmin => "Administrator",
    }
}

fn bounds(entities: &[String]) -> String {
    let bounds: Vec<_> = entities.iter().map(|name| format!("HasComponent<dyn Repository<{name}>>")).collect();
    bounds.join(" + ")
}

/// Whether its validation can fail.
const fn is_fallible(field: &Field) -> bool {
    !(field.optional && matches!(field.kind, Kind::Boolean { .. } | Kind::Enum { .. } | Kind::Reference(_)))
}

/// `1 to 100 characters`.
fn characters(least: i64, most: i64) -> String {
    match (least, most) {
        (1, 1) => "1 character".to_owned(),
        (least, most) if least == most => format!("{} characters", grouped(most, ",")),
        (0, most) => format!("at most {} characters", grouped(most, ",")),
        (least, most) => format!("{} to {} characters", grouped(least, ","), grouped(most, ",")),
    }
}

/// Texts that people may take for this one.
fn different_texts(text: &str, most: &u16) -> String {
    let rest: String = text.chars().skip(1).collect();
    let mut texts = vec![text.to_lowercase(), format!("Á{rest}")];
    if text.chars().count() < usize::from(*most) {
        texts.push(format!("A\u{301}{rest}"));
    }
    let literals: Vec<_> = texts.iter().map(|text| format!("\"{}\"", text.replace('\u{301}', "\\u{301}"))).collect();
    literals.join(", ")
}

fn unique_sentence(names: &[&Field]) -> String {
    names.iter().map(|field| format!(" No two have the same {}.", field.phrase())).collect()
}

/// The values of fields that identify what was deleted.
fn deleted_data(names: &[&Field], name: &str, values: &BTreeMap<String, String>) -> String {
    if names.is_empty() {
        return "EventData::new()".to_owned();
    }
    let part = |field: &&Field| {
        let value = values.get(&field.name).map(|value| value.replace("details.", &format!("{name}.details().")));
        format!("(\"{}\".to_owned(), {})", field.json(), value.unwrap_or_default())
    };
    let parts: Vec<_> = names.iter().map(part).collect();
    format!("EventData::from_iter([{}])", parts.join(", "))
}

/// The expressions of the values that events have, by field.
fn fields_of(fields: &[Value]) -> BTreeMap<String, String> {
    let text = |field: &Value, key: &str| field.get_attr(key).map(|value| value.to_string()).unwrap_or_default();
    fields.iter().map(|field| (text(field, "name"), text(field, "event_value"))).collect()
}

/// How a draft has a field of a request that creates.
fn draft_created(field: &Field, conversion: &str) -> String {
    let column = field.column();
    if field.is_required() {
        return format!("Edit::Set(Some({column}{conversion}))");
    }
    if !field.optional {
        return format!("{column}.map_or(Edit::Keep, |{column}| Edit::Set(Some({column}{conversion})))");
    }
    match conversion {
        "" => format!("Edit::Set({column})"),
        ".into()" => format!("Edit::Set({column}.map(Into::into))"),
        _ => format!("Edit::Set({column}.map(|{column}| {column}{conversion}))"),
    }
}

/// How a draft has a field of a request that updates.
fn draft_updated(field: &Field, conversion: &str) -> String {
    let column = field.column();
    match conversion {
        "" => column,
        ".into()" => format!("{column}.map(|{column}| {column}.map(Into::into))"),
        _ => format!("{column}.map(|{column}| {column}.map(|{column}| {column}{conversion}))"),
    }
}

/// The rules of a field, in the order in which they are checked.
fn faults(field: &Field, aggregate: &str) -> Vec<Fault> {
    let (phrase, a_phrase, pointer) =
        (field.phrase(), sentence_with_article(&field.phrase()), format!("/{}", field.json()));
    let fault = |suffix: &str, doc: String, message: String, pointer: &str| Fault {
        variant: format!("{}{suffix}", field.variant()),
        doc,
        message,
        pointer: pointer.to_owned(),
    };
    let mut faults = Vec::new();
    if !field.optional {
        let message = match field.kind {
            Kind::Boolean { .. } => format!("{} is {phrase}, or it is not.", sentence_with_article(aggregate)),
            _ => format!("{} has {}.", sentence_with_article(aggregate), with_article(&phrase)),
        };
        faults.push(fault("Missing", format!("The {phrase} is missing."), message, &pointer));
    }
    match &field.kind {
        Kind::Text(length) => {
            let characters = characters((*length.start()).into(), (*length.end()).into());
            let message = format!("{a_phrase} has {characters}, not counting white space at its ends.");
            faults.push(fault(
                "Length",
                format!("The {phrase} has too few or too many characters."),
                message,
                &pointer,
            ));
            let message = format!("{a_phrase} has no control characters but newline and tab.");
            faults.push(fault("Character", format!("The {phrase} has a control character."), message, &pointer));
        }
        Kind::Integer { range, .. } => {
            let message = format!("{a_phrase} is {} to {}.", grouped(*range.start(), ","), grouped(*range.end(), ","));
            faults.push(fault("Range", format!("The {phrase} is too low or too high."), message, &pointer));
        }
        Kind::Money => {
            let message = format!(
                "The amount of {} is 0 to 1,000,000,000,000 of the currency's smallest unit.",
                with_article(&phrase)
            );
            faults.push(fault(
                "Amount",
                format!("The amount of the {phrase} is below 0 or too high."),
                message,
                &format!("{pointer}/amount"),
            ));
            let message = format!(
                "The currency of {} is one of ISO 4217, in three upper-case letters such as EUR.",
                with_article(&phrase)
            );
            faults.push(fault(
                "Currency",
                format!("The currency of the {phrase} is not in ISO 4217."),
                message,
                &format!("{pointer}/currency"),
            ));
        }
        Kind::Date => {
            let message = format!("{a_phrase} is a date such as 2026-11-24.");
            faults.push(fault("Date", format!("The {phrase} is no date."), message, &pointer));
        }
        Kind::Boolean { .. } | Kind::Enum { .. } | Kind::Reference(_) => {}
    }
    faults
}
