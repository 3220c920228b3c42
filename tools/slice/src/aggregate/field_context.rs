//! What templates know of a field.

use std::collections::BTreeMap;

use minijinja::{Environment, Value, context};

use super::{
    arguments::Aggregate,
    faults::{self, Fault, characters},
    field::{Field, Kind, article, with_article},
    names::{grouped, plural_of},
    samples, seed, snippets,
    targets::Target,
};
use crate::{names::type_name, refusal::Refusal};

/// Names and texts by which a template knows them.
type Texts = Vec<(&'static str, String)>;

/// A field of an aggregate, which may refer to one of the targets.
#[derive(Clone, Copy)]
pub(crate) struct FieldContext<'a> {
    pub(crate) field: &'a Field,
    pub(crate) aggregate: &'a Aggregate,
    pub(crate) targets: &'a [Target],
}

impl FieldContext<'_> {
    /// What templates of files know of the field, with what the template of its type makes of it.
    ///
    /// # Errors
    /// [`Refusal::Template`].
    pub(crate) fn render(self, environment: &Environment<'_>) -> Result<BTreeMap<String, Value>, Refusal> {
        let context = self.known();
        let mut all = snippets::render(&self.field.kind, environment, &context)?;
        let conversion = all.get("into_draft").map(ToString::to_string).unwrap_or_default();
        all.insert("draft_created".to_owned(), Value::from(draft_created(self.field, &conversion)));
        all.insert("draft_updated".to_owned(), Value::from(draft_updated(self.field, &conversion)));
        all.extend(context);
        Ok(all)
    }

    /// What the template of its type knows of it.
    fn known(self) -> BTreeMap<String, Value> {
        let field = self.field;
        let aggregate = self.aggregate.name.as_str().replace('_', " ");
        let texts = [self.words(), self.samples(), self.of_kind()].concat();
        let mut all: BTreeMap<String, Value> =
            texts.into_iter().map(|(key, text)| (key.to_owned(), Value::from(text))).collect();
        let mut add = |key: &str, value: Value| _ = all.insert(key.to_owned(), value);
        add("optional", field.optional.into());
        add("unique", field.unique.into());
        add("is_required", field.is_required().into());
        add("is_text", matches!(field.kind, Kind::Text(_)).into());
        add("has_default", (!field.optional && !field.is_required()).into());
        add("is_added", self.aggregate.has_added(field).into());
        let broken = faults::broken(field, &aggregate).into_iter().map(|fault| fault.variant);
        add("broken_faults", broken.collect());
        let of_fault = |Fault { variant, doc, message, .. }: Fault| context! { variant, doc, message };
        add("faults", faults::faults(field, &aggregate).into_iter().map(of_fault).collect());
        if let Kind::Enum { words, .. } = &field.kind {
            let word = |word: &String| context! { word, variant => type_name(word), renamed => word.contains('_') };
            add("words", words.iter().map(word).collect());
        }
        if let Kind::Text(length) = &field.kind {
            add("least_number", (*length.start()).into());
        }
        all
    }

    /// Its names and phrases.
    fn words(self) -> Texts {
        let field = self.field;
        let (type_of_aggregate, aggregate) =
            (self.aggregate.name.type_name(), self.aggregate.name.as_str().replace('_', " "));
        let (phrase, doc) = (field.phrase(), self.doc());
        vec![
            ("type", type_of_aggregate),
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
        ]
    }

    /// Values of it, as code and as JSON.
    fn samples(self) -> Texts {
        let (field, type_of_aggregate) = (self.field, self.aggregate.name.type_name());
        vec![
            ("owner", "self.details()".to_owned()),
            ("draft_a", samples::draft_with_ids(field, &type_of_aggregate)),
            ("draft_of_world", samples::draft_of_world(field, &type_of_aggregate)),
            ("draft_broken", samples::draft_broken(field).unwrap_or_default()),
            ("json_numbered", samples::json_numbered(field, &self.reference_in_tests())),
            ("json_b", samples::json_b(field, &self.reference_in_tests())),
            ("json_b_http", samples::json_b(field, &self.reference_over_http("&root", "9"))),
            ("json_of_http", self.json_of_http()),
            ("json_broken", samples::json_broken(field).unwrap_or_default()),
            ("json_default", samples::json_default(field)),
            ("seed", seed::value(field, &type_of_aggregate)),
            ("json_of_another_type", samples::json_of_another_type(field).to_owned()),
        ]
    }

    /// What only fields of its type have.
    fn of_kind(self) -> Texts {
        match &self.field.kind {
            Kind::Text(length) => self.of_text(*length.start(), *length.end()),
            Kind::Integer { range, default } => self.of_integer(*range.start(), *range.end(), *default),
            Kind::Boolean { default } => {
                let text = default.map(|default| default.to_string()).unwrap_or_default();
                vec![
                    ("default_code", text.clone()),
                    ("default_column", text.clone()),
                    ("default_value", text.clone()),
                    ("default_text", text),
                ]
            }
            Kind::Enum { words, default } => self.of_enum(words, *default),
            Kind::Reference(_) => self.target().map(of_reference).unwrap_or_default(),
            Kind::Money | Kind::Date => Vec::new(),
        }
    }

    fn of_text(self, fewest: u16, longest: u16) -> Texts {
        let (field, phrase) = (self.field, self.field.phrase());
        let aggregate = with_article(&self.aggregate.name.as_str().replace('_', " "));
        let (least, most) = (i64::from(fewest), i64::from(longest));
        let full = least.max(1);
        let same = if field.unique {
            format!(" Two {} are the same where their characters are.", plural_of(&field.name).replace('_', " "))
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
            ("different_values", different_texts(&a, longest)),
            ("differs", format!("Other characters, another {phrase}: case and marks count.")),
            ("value_a", format!("{a:?}")),
            ("value_b", format!("{b:?}")),
            ("value_c", format!("{c:?}")),
            ("json_c", format!("{c:?}.into()")),
            ("text_a", a),
            ("text_b", b),
        ]
    }

    fn of_integer(self, least: i64, most: i64, default: Option<i64>) -> Texts {
        let (field, phrase) = (self.field, self.field.phrase());
        let aggregate = with_article(&self.aggregate.name.as_str().replace('_', " "));
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
            ("default_column", default.map(|default| format!("{}_i64", grouped(default, "_"))).unwrap_or_default()),
            ("default_text", default.map(|default| grouped(default, ",")).unwrap_or_default()),
            ("default_value", format!("{}{}::DEFAULT", self.aggregate.name.type_name(), field.variant())),
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

    fn of_enum(self, words: &[String], default: Option<usize>) -> Texts {
        let field = self.field;
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
            ("default_column", format!("{default:?}")),
            ("default_value", variant(&default)),
            ("default_text", format!("`{default}`")),
            ("some_word", some("word")),
            ("some_word_b", some(&variant(&word(1)))),
        ]
    }

    fn doc(&self) -> String {
        let (field, phrase) = (self.field, self.field.phrase());
        match &field.kind {
            Kind::Boolean { .. } => format!("Whether it is {phrase}."),
            Kind::Reference(target) if *target == field.name => format!("The id of the {phrase}."),
            Kind::Reference(target) => format!("The id of the {}, its {phrase}.", target.replace('_', " ")),
            _ => format!("The {phrase}."),
        }
    }

    fn target(&self) -> Option<&Target> {
        match &self.field.kind {
            Kind::Reference(name) => self.targets.iter().find(|target| target.name == *name),
            _ => None,
        }
    }

    /// The id of what a field refers to, in the tests of the slice.
    fn reference_in_tests(&self) -> String {
        self.target().map(|target| target.name.to_uppercase()).unwrap_or_default()
    }

    fn reference_over_http(&self, client: &str, number: &str) -> String {
        let segment = self.target().map(Target::segment).unwrap_or_default();
        format!("member({client}, \"{segment}\", {number})")
    }

    fn json_of_http(&self) -> String {
        let reference = self.reference_over_http("root", "number");
        match self.field.kind {
            Kind::Reference(_) => reference,
            _ => format!("json!({})", samples::json_numbered(self.field, "")),
        }
    }
}

/// What a reference has of what it refers to.
fn of_reference(target: &Target) -> Texts {
    vec![
        ("target_type", target.type_name()),
        ("target_id", format!("{}Id", target.type_name())),
        ("target_plural", target.plural.clone()),
        ("target_phrase", target.phrase()),
        ("target_scream", target.name.to_uppercase()),
        ("target_kebab", target.name.replace('_', "-")),
        ("target_segment", target.segment()),
        ("a_target", target.with_article()),
    ]
}

/// Texts that people may take for this one.
fn different_texts(text: &str, most: u16) -> String {
    let rest: String = text.chars().skip(1).collect();
    let mut texts = vec![text.to_lowercase(), format!("Á{rest}")];
    if text.chars().count() < usize::from(most) {
        texts.push(format!("A\u{301}{rest}"));
    }
    let literals: Vec<_> = texts.iter().map(|text| format!("\"{}\"", text.replace('\u{301}', "\\u{301}"))).collect();
    literals.join(", ")
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
