//! What templates know of an aggregate.

use minijinja::{Environment, Value, context};

use super::{
    arguments::{Access, Aggregate},
    audience::{Audience, extractor, lib_doc, role_name},
    faults,
    field::{Field, Kind, article, with_article},
    field_context::FieldContext,
    names::{comment, listed},
    samples,
    target_context::TargetContext,
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

/// An aggregate, and its fields as templates know them.
struct Builder<'a> {
    aggregate: &'a Aggregate,
    /// Beside each field, what templates know of it.
    fields: Vec<(&'a Field, Value)>,
}

impl Context {
    /// # Errors
    /// [`Refusal::Template`].
    pub(crate) fn new(aggregate: &Aggregate, targets: &[Target], migration: String) -> Result<Self, Refusal> {
        let environment = environment()?;
        let with_value = |field| {
            let rendered = FieldContext { field, aggregate, targets }.render(&environment)?;
            Ok::<_, Refusal>((field, Value::from(rendered)))
        };
        let fields = aggregate.fields.iter().map(with_value).collect::<Result<_, _>>()?;
        let builder = Builder { aggregate, fields };
        let value = context! {
            ..builder.names(&migration)?,
            ..builder.selections(),
            ..builder.texts(),
            ..builder.access()?,
            ..TargetContext { aggregate, targets }.render(),
        };
        Ok(Self { value, migration })
    }
}

fn is_reference(field: &Field) -> bool {
    matches!(field.kind, Kind::Reference(_))
}

fn is_breakable(field: &Field) -> bool {
    samples::json_broken(field).is_some()
}

impl Builder<'_> {
    /// Its names in every form.
    fn names(&self, migration: &str) -> Result<Value, Refusal> {
        let (name, plural) = (self.aggregate.name.as_str(), self.aggregate.plural.as_str());
        let phrase = name.replace('_', " ");
        Ok(context! {
            name,
            plural,
            type => self.aggregate.name.type_name(),
            types => self.aggregate.plural.type_name(),
            a_phrase => with_article(&phrase),
            a_name => format!("{}_{name}", article(&phrase)),
            phrase,
            phrases => plural.replace('_', " "),
            kebab => name.replace('_', "-"),
            kind => name.to_uppercase(),
            list => plural.to_uppercase(),
            screams => plural.to_uppercase(),
            json_list => operation_id(plural),
            slice => self.aggregate.slice(),
            path => self.aggregate.path()?.as_str(),
            segment => plural.replace('_', "-"),
            migration,
        })
    }

    /// Its fields, and those of some quality.
    fn selections(&self) -> Value {
        let of = |is_meant: &dyn Fn(&Field) -> bool| -> Vec<Value> {
            self.fields.iter().filter(|(field, _)| is_meant(field)).map(|(_, value)| value.clone()).collect()
        };
        let names_of = |is_meant: &dyn Fn(&Field) -> bool| -> Vec<String> {
            self.aggregate.fields.iter().filter(|field| is_meant(field)).map(Field::column).collect()
        };
        let has = |is_meant: &dyn Fn(&Field) -> bool| self.aggregate.fields.iter().any(is_meant);
        // One that a test can change without anything else.
        let change = of(&|field| !is_reference(field)).first().or(of(&|_| true).first()).cloned();
        context! {
            fields => of(&|_| true),
            uniques => of(&|field| field.unique),
            words => of(&|field| matches!(field.kind, Kind::Enum { .. })),
            refs => of(&is_reference),
            optional => of(&|field| field.optional),
            required => of(&Field::is_required),
            never_null => of(&|field| !field.optional),
            left_out => of(&|field| !field.is_required()),
            default_words => of(&|field| self.is_default_word(field)),
            breakable => of(&is_breakable),
            change,
            columns => names_of(&|_| true),
            fallible => names_of(&faults::is_fallible),
            has_text => has(&|field| matches!(field.kind, Kind::Text(_))),
            has_money => has(&|field| field.kind == Kind::Money),
            has_optional => has(&|field| field.optional),
        }
    }

    /// What is made of the fields together.
    fn texts(&self) -> Value {
        let aggregate = self.aggregate;
        let phrase = aggregate.name.as_str().replace('_', " ");
        let names: Vec<&Field> = aggregate.fields.iter().filter(|field| field.unique).collect();
        let of_all: Vec<String> = aggregate.fields.iter().map(|field| format!("`{}`", field.json())).collect();
        let broken = aggregate.fields.iter().filter(|field| is_breakable(field));
        let broken_pointers: Vec<String> =
            broken.flat_map(|field| faults::broken(field, &phrase)).map(|fault| fault.pointer).collect();
        let no_default = aggregate.fields.iter().all(|field| field.is_required() || field.optional);
        context! {
            broken_pointers,
            properties => self.values_of("property"),
            pointers => self.pointers(),
            kept_field => aggregate.fields.iter().find(|field| !is_reference(field)).map(Field::json),
            fields_listed => listed(&of_all),
            left_out_text => if no_default { "is null" } else { "is null, or has its default where it has one" },
            table_sentence => table_sentence(aggregate, &names),
            deleted_data => self.deleted_data(&names),
            numbered_sentence => if names.is_empty() {
                "None of it is unique, so the number makes no difference."
            } else {
                "Unique values are those of this number."
            },
            number_argument => if names.is_empty() { "_number" } else { "number" },
            domain_types => self.domain_types(),
            indexes => self.indexes(),
            listed => self.listed(),
        }
    }

    /// Who may do what.
    fn access(&self) -> Result<Value, Refusal> {
        let aggregate = self.aggregate;
        let Audience { read, write, audience, read_audience, write_audience, .. } = Audience::of(aggregate);
        let is_owned = aggregate.access == Access::ByOwner;
        let is_open = read == Role::Open;
        Ok(context! {
            owned => is_owned,
            filtered => is_owned || aggregate.words().next().is_some(),
            read_open => is_open,
            read_role => role_name(read),
            write_role => role_name(write),
            read_extractor => extractor(read),
            write_extractor => extractor(write),
            read_argument => if is_open { "_: Public".to_owned() } else { format!("{0}(actor): {0}", extractor(read)) },
            read_statuses => if read == Role::Admin { [403, 200] } else { [200, 200] },
            as_reader => if is_open { "" } else { "&cookie, " },
            lib_doc => lib_doc(&audience, aggregate.path()?.as_str()),
            audience,
            read_audience,
            write_audience,
        })
    }

    /// What the templates of types make for this section, where they make anything.
    fn values_of(&self, section: &str) -> Vec<Value> {
        let values = self.fields.iter().filter_map(|(_, value)| value.get_attr(section).ok());
        values.filter(Value::is_true).collect()
    }

    /// The rules by the fields that break them.
    fn pointers(&self) -> Vec<Value> {
        let phrase = self.aggregate.name.as_str().replace('_', " ");
        let mut pointers: Vec<(String, Vec<String>)> = Vec::new();
        for fault in self.aggregate.fields.iter().flat_map(|field| faults::faults(field, &phrase)) {
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
                Kind::Reference(name) => types.push(format!("{}Id", type_name(name))),
                Kind::Money | Kind::Boolean { .. } | Kind::Date => {}
            }
        }
        types.sort();
        types.dedup();
        types
    }

    /// Whether it is a word by which lists are filtered, and which existing items have by default.
    fn is_default_word(&self, field: &Field) -> bool {
        matches!(field.kind, Kind::Enum { default: Some(_), .. }) && self.aggregate.has_added(field)
    }

    fn indexes(&self) -> Vec<Value> {
        let mut indexes = vec![index("creation", &["created_at", "id"])];
        if self.aggregate.access == Access::ByOwner {
            indexes.push(index("user_and_creation", &["user_id", "created_at", "id"]));
        }
        let created = self.aggregate.words().filter(|field| !self.aggregate.has_added(field));
        indexes.extend(created.map(index_of_word));
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

    /// The values of fields that identify what was deleted.
    fn deleted_data(&self, names: &[&Field]) -> String {
        if names.is_empty() {
            return "EventData::new()".to_owned();
        }
        let of_deleted = format!("{}.details().", self.aggregate.name);
        let unique = self.fields.iter().filter(|(field, _)| field.unique);
        let part = |(field, value): &(&Field, Value)| {
            let value = value.get_attr("event_value").map(|value| value.to_string()).unwrap_or_default();
            format!("(\"{}\".to_owned(), {})", field.json(), value.replace("details.", &of_deleted))
        };
        let parts: Vec<_> = unique.map(part).collect();
        format!("EventData::from_iter([{}])", parts.join(", "))
    }
}

/// An index of its table.
fn index(name: &str, columns: &[&str]) -> Value {
    let columns: Vec<_> = columns.iter().map(|column| format!("{column:?}")).collect();
    context! { name, columns => columns.join(", ") }
}

/// The index of lists that are filtered by a word.
pub(crate) fn index_of_word(field: &Field) -> Value {
    let column = field.column();
    index(&format!("{column}_and_creation"), &[&column, "created_at", "id"])
}

/// The sentence about its table.
fn table_sentence(aggregate: &Aggregate, names: &[&Field]) -> String {
    let unique: Vec<_> = names.iter().map(|field| format!(" No two have the same {}.", field.phrase())).collect();
    format!("{}.{}", capitalized(&aggregate.plural.as_str().replace('_', " ")), unique.concat())
}
