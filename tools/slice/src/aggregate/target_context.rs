//! What templates know of the aggregates that another one refers to.

use minijinja::{Value, context};

use super::{
    arguments::Aggregate,
    field::{Field, Kind},
    seed,
    targets::Target,
};

/// An aggregate and what it refers to.
#[derive(Clone, Copy)]
pub(crate) struct TargetContext<'a> {
    pub(crate) aggregate: &'a Aggregate,
    pub(crate) targets: &'a [Target],
}

impl TargetContext<'_> {
    /// What templates know.
    pub(crate) fn render(self) -> Value {
        let entities = self.entities();
        context! {
            targets => self.targets(),
            referred_types => self.referred_types(),
            new_world => if self.targets.is_empty() { "World::new()" } else { "world().await" },
            repositories => bounds(&entities),
            domain_entities => entities,
            target_bounds => self.target_bounds(),
            requirements => self.requirements(),
            needs => seed::needs(self.aggregate, self.targets),
            ref_dedup => self.targets.iter().any(|target| self.fields_of(target).len() > 1),
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
    fn entities(&self) -> Vec<String> {
        let mut entities: Vec<String> = self.targets.iter().map(Target::type_name).collect();
        entities.push(self.aggregate.name.type_name());
        entities.sort();
        entities
    }

    fn target_bounds(&self) -> String {
        let mut names: Vec<String> = self.targets.iter().map(Target::type_name).collect();
        names.sort();
        names.iter().fold(String::new(), |bounds, name| bounds + "HasComponent<dyn Repository<" + name + ">> + ")
    }

    fn fields_of(&self, target: &Target) -> Vec<&Field> {
        let refers = |field: &&Field| matches!(&field.kind, Kind::Reference(name) if *name == target.name);
        self.aggregate.fields.iter().filter(refers).collect()
    }

    /// What is referred to must still be there when the commit is made. Nothing is required twice.
    fn requirements(&self) -> String {
        let requirement = |target: &Target| {
            let fields = self.fields_of(target);
            let required: Vec<_> = fields.iter().map(|field| format!("required_{}", field.name)).collect();
            let (one, all) = (&target.name, &target.plural);
            // The acting user is required already.
            let others = if one == "user" { ".filter(|user| user.id() != acting.user.id())" } else { "" };
            match &required[..] {
                [only] => format!("if let Some({one}) = {only}{others} {{\nchanges.require({one});\n}}\n"),
                several => format!(
                    "let mut {all}: Vec<{}> = [{}].into_iter().flatten(){others}.collect();\n\
                     {all}.sort_unstable_by_key(Entity::id);\n{all}.dedup_by_key(|{one}| {one}.id());\n\
                     for {one} in {all} {{\nchanges.require({one});\n}}\n",
                    target.type_name(),
                    several.join(", ")
                ),
            }
        };
        let requirements: Vec<_> = self.targets.iter().map(requirement).collect();
        requirements.concat().trim_end().to_owned()
    }
}

fn bounds(entities: &[String]) -> String {
    let bounds: Vec<_> = entities.iter().map(|name| format!("HasComponent<dyn Repository<{name}>>")).collect();
    bounds.join(" + ")
}
