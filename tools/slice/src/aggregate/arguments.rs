use serde::{Deserialize, Serialize};

use super::{
    field::{Field, Kind},
    names::plural_of,
};
use crate::{
    names::SliceName,
    refusal::Refusal,
    route::{Role, RoutePath},
};

/// An aggregate as the command line describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aggregate {
    pub(crate) name: SliceName,
    /// What several are called: the table and, with hyphens, the path.
    pub(crate) plural: SliceName,
    pub(crate) fields: Vec<Field>,
    /// How many of the fields, the last ones, were added when there were rows already.
    pub(crate) added: usize,
    pub(crate) access: Access,
}

/// Who reads and who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Each role from these on, every one of them.
    ByRole { read: Role, write: Role },
    /// A user their own, and admins all.
    ByOwner,
}

/// The same as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arguments {
    pub(crate) name: String,
    pub(crate) plural: String,
    pub(crate) fields: Vec<String>,
    /// The fields that were added later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) added: Vec<String>,
    /// Unless it has owners.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) read: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) write: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) owned_by: Option<String>,
}

/// The most characters of a name: lines with it fit into the width of the code.
const LONGEST: usize = 24;
/// The most fields: with more, functions over all of them are longer than clippy allows.
const MOST_FIELDS: usize = 12;
/// The most booleans that clippy allows in a struct.
const MOST_BOOLEANS: usize = 3;

impl Aggregate {
    /// Reads an aggregate; its plural follows a rule where none is given.
    ///
    /// # Errors
    /// [`Refusal`]: what breaks a rule of names or fields.
    pub(crate) fn new(
        name: SliceName,
        plural: Option<&str>,
        fields: &[String],
        access: Access,
    ) -> Result<Self, Refusal> {
        let plural = SliceName::parse(plural.unwrap_or(&plural_of(name.as_str())))?;
        for word in [&name, &plural] {
            if word.as_str().len() > LONGEST {
                let reason = format!("it has more than {LONGEST} characters");
                return Err(Refusal::ReservedName { name: word.to_string(), reason });
            }
        }
        if name == plural {
            let reason = "its plural is the same. Give another one with --plural".to_owned();
            return Err(Refusal::Aggregate { name: name.to_string(), reason });
        }
        let parsed: Vec<Field> = fields.iter().map(|field| Field::parse(field)).collect::<Result<_, _>>()?;
        let aggregate = Self { name, plural, fields: parsed, added: 0, access };
        aggregate.refuse_fields()?;
        Ok(aggregate)
    }

    /// The aggregate with one more field, which existing rows lack.
    ///
    /// # Errors
    /// [`Refusal::Addition`] where the field does not go with the others.
    pub(crate) fn with(&self, field: &Field) -> Result<Self, Refusal> {
        let fields = [&self.fields[..], std::slice::from_ref(field)].concat();
        let aggregate = Self { fields, added: self.added + 1, ..self.clone() };
        match aggregate.refuse_fields() {
            Ok(()) => Ok(aggregate),
            Err(Refusal::Aggregate { reason, .. }) => Err(self.refuses(field, reason)),
            Err(refusal) => Err(refusal),
        }
    }

    /// The refusal of one more field.
    pub(crate) fn refuses(&self, field: &Field, reason: String) -> Refusal {
        Refusal::Addition { name: self.name.to_string(), field: field.to_string(), reason }
    }

    /// Whether the field was added when there were rows already.
    pub(crate) fn has_added(&self, field: &Field) -> bool {
        self.fields.iter().rev().take(self.added).any(|added| added == field)
    }

    /// The path of the collection.
    ///
    /// # Errors
    /// [`Refusal::Path`].
    pub(crate) fn path(&self) -> Result<RoutePath, Refusal> {
        RoutePath::parse(&format!("/api/v1/{}", self.plural.as_str().replace('_', "-")))
    }

    /// The crate of its slice.
    pub(crate) fn slice(&self) -> String {
        format!("{}_crud", self.name)
    }

    /// The fields by which lists are filtered.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| matches!(field.kind, Kind::Enum { .. }))
    }

    /// What it refers to, each once.
    pub(crate) fn targets(&self) -> Vec<&str> {
        let mut targets = Vec::new();
        for field in &self.fields {
            if let Kind::Reference(target) = &field.kind
                && !targets.contains(&target.as_str())
            {
                targets.push(target.as_str());
            }
        }
        targets
    }

    pub(crate) fn arguments(&self) -> Arguments {
        let (read, write, owned_by) = match self.access {
            Access::ByRole { read, write } => (Some(read), Some(write), None),
            Access::ByOwner => (None, None, Some("user".to_owned())),
        };
        let (added, fields): (Vec<&Field>, Vec<&Field>) = self.fields.iter().partition(|field| self.has_added(field));
        let texts = |fields: Vec<&Field>| fields.into_iter().map(ToString::to_string).collect();
        Arguments {
            name: self.name.to_string(),
            plural: self.plural.to_string(),
            fields: texts(fields),
            added: texts(added),
            read,
            write,
            owned_by,
        }
    }

    fn refuse_fields(&self) -> Result<(), Refusal> {
        let refused = |reason: String| Err(Refusal::Aggregate { name: self.name.to_string(), reason });
        let (mut columns, mut members): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for field in &self.fields {
            let twice = field.columns().into_iter().find(|column| columns.contains(column));
            // Names that differ in code may be one for clients.
            let twice = twice.or_else(|| Some(field.json()).filter(|member| members.contains(member)));
            if let Some(name) = twice {
                return refused(format!("two of its fields have the name `{name}`. Rename one of them"));
            }
            columns.extend(field.columns());
            members.push(field.json());
            if field.column() == format!("{}_id", self.name) {
                return refused(format!("`{field}` has the name of its own id. Rename the field"));
            }
        }
        if self.fields.len() > MOST_FIELDS {
            return refused(format!(
                "it has more than {MOST_FIELDS} fields. Make two aggregates of it, or add further fields by yourself"
            ));
        }
        let is_boolean = |field: &&Field| matches!(field.kind, Kind::Boolean { .. });
        if self.fields.iter().filter(is_boolean).count() > MOST_BOOLEANS {
            return refused(format!(
                "it has more than {MOST_BOOLEANS} booleans. Make an enum of some, which names the states"
            ));
        }
        if !self.fields.iter().any(Field::is_required) {
            return refused(
                "it has no field that each must have. Give one without `?` and without a default, such as `name:text(1..100)`"
                    .to_owned(),
            );
        }
        Ok(())
    }
}

impl Access {
    /// Reads the options.
    ///
    /// # Errors
    /// [`Refusal::Access`] and [`Refusal::Role`].
    pub(crate) fn parse(read: Option<&str>, write: Option<&str>, owned_by: Option<&str>) -> Result<Self, Refusal> {
        let role = |given: Option<&str>, default| given.map_or(Ok(default), str::parse::<Role>);
        match owned_by {
            Some("user") if read.is_some() || write.is_some() => Err(Refusal::Access(
                "--owned-by user says who reads and who writes: the owner and admins. Leave out --read and --write"
                    .to_owned(),
            )),
            Some("user") => Ok(Self::ByOwner),
            Some(other) => Err(Refusal::Access(format!("`{other}` can't own anything. Give --owned-by user"))),
            None => {
                let (read, write) = (role(read, Role::Open)?, role(write, Role::Admin)?);
                if read == Role::SuperAdmin || !matches!(write, Role::User | Role::Admin) {
                    return Err(Refusal::Access(
                        "--read is open, user or admin, and --write is user or admin".to_owned(),
                    ));
                }
                if read == Role::Admin && write == Role::User {
                    return Err(Refusal::Access(
                        "users who write must read what they wrote. Give --read user, or --write admin".to_owned(),
                    ));
                }
                Ok(Self::ByRole { read, write })
            }
        }
    }
}

impl Arguments {
    /// The aggregate that was made.
    ///
    /// # Errors
    /// [`Refusal`], which nothing that was recorded is known to lead to.
    pub(crate) fn read(&self) -> Result<Aggregate, Refusal> {
        let role = |role: &Option<Role>| role.map(Role::as_str);
        let access = Access::parse(role(&self.read), role(&self.write), self.owned_by.as_deref())?;
        let aggregate = Aggregate::new(SliceName::parse(&self.name)?, Some(&self.plural), &self.fields, access)?;
        self.added.iter().try_fold(aggregate, |aggregate, field| aggregate.with(&Field::parse(field)?))
    }

    /// The commands that give these arguments.
    pub(crate) fn command(&self) -> String {
        let fields: Vec<_> = self.fields.iter().map(|field| format!(" '{field}'")).collect();
        let access = match (&self.owned_by, self.read, self.write) {
            (Some(owner), ..) => format!(" --owned-by {owner}"),
            (None, Some(read), Some(write)) => format!(" --read {read} --write {write}"),
            (None, ..) => String::new(),
        };
        let added: Vec<_> =
            self.added.iter().map(|field| format!(" && cargo slice field {} '{field}'", self.name)).collect();
        let (name, fields, plural, added) = (&self.name, fields.concat(), &self.plural, added.concat());
        format!("cargo slice aggregate {name}{fields}{access} --plural {plural}{added}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aggregate(name: &str, fields: &[&str]) -> Result<Aggregate, Refusal> {
        let fields: Vec<_> = fields.iter().map(|field| (*field).to_owned()).collect();
        Aggregate::new(SliceName::parse(name)?, None, &fields, Access::parse(None, None, None)?)
    }

    #[test]
    fn an_aggregate_is_recorded_as_it_reads() {
        let made = aggregate("price_list", &["name:text(1..100):unique", "product:ref(product)?"]).unwrap();
        assert_eq!(made.path().unwrap().to_string(), "/api/v1/price-lists");
        assert_eq!((made.slice().as_str(), made.targets()), ("price_list_crud", vec!["product"]));
        assert_eq!(made.arguments().read().unwrap(), made);
        assert_eq!(
            made.arguments().command(),
            "cargo slice aggregate price_list 'name:text(1..100):unique' 'product:ref(product)?' --read open --write admin \
             --plural price_lists"
        );
    }

    #[test]
    fn a_field_that_was_added_is_recorded_apart() {
        let made = aggregate("supplier", &["name:text(1..9)"]).unwrap();
        let with = made.with(&Field::parse("phone:text(3..30)?").unwrap()).unwrap();
        let added: Vec<_> = with.fields.iter().map(|field| with.has_added(field)).collect();
        assert_eq!(added, [false, true]);
        let arguments = with.arguments();
        assert_eq!(
            (&arguments.fields[..], &arguments.added[..]),
            (&["name:text(1..9)".to_owned()][..], &["phone:text(3..30)?".to_owned()][..])
        );
        assert!(
            arguments.command().ends_with(" --plural suppliers && cargo slice field supplier 'phone:text(3..30)?'")
        );
        assert_eq!(arguments.read().unwrap(), with);
        let refusal = with.with(&Field::parse("phone:date?").unwrap()).unwrap_err().to_string();
        assert!(refusal.contains("two of its fields have the name `phone`"), "{refusal}");
    }

    #[test]
    fn fields_that_do_not_go_together_are_refused() {
        for (fields, reason) in [
            (&["name:text(1..9)", "name:date"][..], "two of its fields have the name `name`"),
            (&["product:ref(product)", "product_id:text(1..9)"], "two of its fields have the name `product_id`"),
            (&["cost:money", "cost_amount:integer(1..9)"], "two of its fields have the name `cost_amount`"),
            (&["supplier_id:text(1..9)"], "`supplier_id:text(1..9)` has the name of its own id"),
            (&["name:text(1..9)?", "on:boolean=true"], "it has no field that each must have"),
            (&[], "it has no field that each must have"),
            (&["on:boolean", "off:boolean", "aa:boolean", "bb:boolean=true"], "it has more than 3 booleans"),
            (
                &[
                    "aa:date", "bb:date", "cc:date", "dd:date", "ee:date", "ff:date", "gg:date", "hh:date", "ii:date",
                    "jj:date", "kk:date", "ll:date", "mm:date",
                ],
                "it has more than 12 fields",
            ),
        ] {
            let refusal = aggregate("supplier", fields).unwrap_err().to_string();
            assert!(refusal.starts_with(&format!("`supplier` can't be made: {reason}")), "{refusal}");
        }
        for name in ["abcdefghijklmnopqrstuvwxy", "abcdefghijklmnopqrstuvwx"] {
            assert!(aggregate(name, &["name:text(1..9)"]).unwrap_err().to_string().contains("more than 24 characters"));
        }
        let same = Aggregate::new(
            SliceName::parse("sheep").unwrap(),
            Some("sheep"),
            &["name:text(1..9)".to_owned()],
            Access::ByOwner,
        );
        assert!(same.unwrap_err().to_string().contains("its plural is the same"));
    }

    #[test]
    fn who_reads_and_writes_is_refused_where_it_makes_no_sense() {
        for (read, write, owned_by, reason) in [
            (None, None, Some("product"), "`product` can't own anything"),
            (Some("open"), None, Some("user"), "--owned-by user says who reads and who writes"),
            (Some("super_admin"), None, None, "--read is open, user or admin"),
            (None, Some("open"), None, "--read is open, user or admin"),
            (Some("admin"), Some("user"), None, "users who write must read what they wrote"),
            (Some("root"), None, None, "`root` is no role"),
        ] {
            let refusal = Access::parse(read, write, owned_by).unwrap_err().to_string();
            assert!(refusal.starts_with(reason), "{refusal}");
        }
        assert_eq!(Access::parse(None, None, Some("user")).unwrap(), Access::ByOwner);
    }
}
