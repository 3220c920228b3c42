//! What a reference can refer to.

use super::{
    arguments::{Access, Aggregate},
    field::{Field, Kind, with_article},
    recorded, samples,
};
use crate::{names::type_name, refusal::Refusal, repository::Repository};

/// An aggregate that a field refers to.
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) plural: String,
    kind: TargetKind,
}

enum TargetKind {
    Product,
    User,
    /// One that this tool made.
    Made(Box<Aggregate>),
}

/// The aggregates of the product that can be referred to, each with the file of its entity.
const OWN: [(&str, &str); 2] = [("product", "core/domain/src/product/mod.rs"), ("user", "core/domain/src/user/mod.rs")];

impl Target {
    /// The aggregates that the fields of another one refer to.
    ///
    /// # Errors
    /// [`Refusal::Field`] where there is none of that name.
    pub(crate) fn all(aggregate: &Aggregate, repository: &Repository) -> Result<Vec<Self>, Refusal> {
        let mut targets: Vec<Self> = Vec::new();
        for field in &aggregate.fields {
            if let Kind::Reference(name) = &field.kind
                && !targets.iter().any(|target| target.name == *name)
            {
                targets.push(Self::find(name, field, aggregate, repository)?);
            }
        }
        Ok(targets)
    }

    fn find(name: &str, field: &Field, aggregate: &Aggregate, repository: &Repository) -> Result<Self, Refusal> {
        let refused = |reason: String| Err(Refusal::Field { field: field.to_string(), reason });
        if name == aggregate.name.as_str() {
            return refused(format!(
                "a {name} can't refer to one of its own kind, since there is none before the first"
            ));
        }
        let is_there = |(own, file): &&(&str, &str)| *own == name && repository.exists(file);
        match OWN.iter().find(is_there) {
            Some(("product", _)) => return Ok(Self::of(name, "products", TargetKind::Product)),
            Some(_) => return Ok(Self::of(name, "users", TargetKind::User)),
            None => {}
        }
        let made = recorded::all(repository)?;
        match made.iter().find(|made| made.name.as_str() == name) {
            Some(made) if made.access == Access::ByOwner => {
                refused(format!("each {name} belongs to a user, and a reference would show to others that it exists"))
            }
            Some(made) => Ok(Self::of(name, made.plural.as_str(), TargetKind::Made(Box::new(made.clone())))),
            None => {
                let own = OWN.iter().filter(|(_, file)| repository.exists(file)).map(|(own, _)| *own);
                let known: Vec<&str> = own.chain(made.iter().map(|made| made.name.as_str())).collect();
                refused(format!(
                    "there is no aggregate `{name}` to refer to. Those that there are: {}",
                    known.join(", ")
                ))
            }
        }
    }

    fn of(name: &str, plural: &str, kind: TargetKind) -> Self {
        Self { name: name.to_owned(), plural: plural.to_owned(), kind }
    }

    /// It with the fields of this aggregate, if that is the one.
    pub(crate) fn in_state(self, aggregate: &Aggregate) -> Self {
        match self.kind {
            TargetKind::Made(made) if made.name == aggregate.name => {
                Self { kind: TargetKind::Made(Box::new(aggregate.clone())), ..self }
            }
            kind => Self { kind, ..self },
        }
    }

    pub(crate) fn type_name(&self) -> String {
        type_name(&self.name)
    }

    /// The problem of a reference to none, as a constant of the slice.
    pub(crate) fn code(&self) -> String {
        if matches!(self.kind, TargetKind::Product) {
            return "Code::UnknownProduct".to_owned();
        }
        let (kebab, phrase) = (self.name.replace('_', "-"), self.name.replace('_', " "));
        format!(
            "Code::Of(&SliceCode::unprocessable(\"unknown-{kebab}\", \"The {phrase} is unknown\", \
             \"No {phrase} has the id of the field that `errors` names.\")\
             .with_advice(\"Choose another one. This {phrase} may have been deleted.\"))"
        )
    }

    /// The names of the domain that [`Target::construction`] uses.
    pub(crate) fn types(&self) -> Vec<String> {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        match &self.kind {
            TargetKind::Product => own(&["ProductDraft"]),
            TargetKind::User => own(&["PasswordHash", "Role", "Username"]),
            TargetKind::Made(made) => {
                let mut types = own(&["Edit"]);
                types.push(format!("{}Draft", self.type_name()));
                types.extend(made.fields.iter().filter_map(|field| samples::types_of_draft(field, &self.type_name())));
                types
            }
        }
    }

    /// An expression for one in the tests of a slice, with the id that the constant of its name has.
    pub(crate) fn construction(&self) -> String {
        let (type_name, id) = (self.type_name(), format!("{}.parse().unwrap()", self.name.to_uppercase()));
        match &self.kind {
            TargetKind::Product => {
                let draft = "ProductDraft { name: \"Tea\".to_owned(), description: None, price: None, stock: None }";
                format!("Product::new({id}, {draft}.validate().unwrap(), world.now())")
            }
            TargetKind::User => {
                let name = "Username::parse(\"other.user2\").unwrap()";
                format!("User::new({id}, {name}, PasswordHash::new(String::new()), Role::User, world.now())")
            }
            TargetKind::Made(made) => {
                let set = |field: &Field| {
                    format!("{}: Edit::Set(Some({}))", field.column(), samples::draft_a(field, &self.type_name()))
                };
                let fields: Vec<_> = made.fields.iter().map(set).collect();
                let details = format!("{type_name}Draft {{ {} }}.validate(None).unwrap()", fields.join(", "));
                format!("{type_name}::new({id}, {details}, world.now())")
            }
        }
    }

    /// The last part of the path of its collection.
    pub(crate) fn segment(&self) -> String {
        self.plural.replace('_', "-")
    }

    pub(crate) fn phrase(&self) -> String {
        self.name.replace('_', " ")
    }

    pub(crate) fn with_article(&self) -> String {
        with_article(&self.phrase())
    }
}
