//! What an aggregate adds to the repository.

use super::{
    arguments::{Access, Aggregate},
    audience::group_sentence,
    context::Context,
    field::{Field, Kind},
    names::comment,
    render, rows, samples, taken,
    targets::Target,
};
use crate::{
    lists::Entry,
    manifests::{Lockfile, Manifest},
    operation::Operation,
    operation_list,
    paths::{
        AGGREGATES, COLLECTIONS, COMPOSITION, CONTRACT, DOMAIN, DYNAMODB, GROUPS, HTTP, HTTP_CASES, KINDS, LOCKFILE,
        MANIFEST, MEMORY, MIGRATIONS, OPERATIONS, ROLES, ROUTES, SEA_ORM, SEED,
    },
    plan::Plan,
    recipe::LAST_GROUP,
    record::{Arguments, Insertion, MadeFile, Record},
    refusal::Refusal,
    repository::Repository,
    route::Method,
    rust_file::RustFile,
    templates,
};

/// The command that a record names.
const COMMAND: &str = "aggregate";

/// Plans the files and lines of an aggregate.
///
/// # Errors
/// [`Refusal`]: what is taken already, and what has no place.
pub(crate) fn plan(aggregate: &Aggregate, repository: &Repository) -> Result<Plan, Refusal> {
    let targets = Target::all(aggregate, repository)?;
    let migration = next_migration(repository, &format!("create_{}", aggregate.plural))?;
    let context = Context::new(aggregate, &targets, migration)?;
    taken::refuse(aggregate, &targets, repository)?;
    let mut recipe = Recipe {
        aggregate,
        context: &context,
        repository,
        plan: Plan::default(),
        files: Vec::new(),
        insertions: Vec::new(),
    };
    recipe.make_files()?;
    recipe.depend()?;
    recipe.export()?;
    recipe.stage()?;
    recipe.store()?;
    recipe.migrate()?;
    recipe.try_out()?;
    recipe.serve()?;
    recipe.document()?;
    recipe.record()
}

/// The name of a migration that follows the last one.
///
/// # Errors
/// [`Refusal::AnchorMissing`] where there is none that it could follow.
pub(crate) fn next_migration(repository: &Repository, what: &str) -> Result<String, Refusal> {
    let files = repository.files_below("migration/src")?;
    let numbered = |path: &String| {
        let name = path.strip_prefix("migration/src/m")?.strip_suffix(".rs")?;
        let (day, rest) = name.split_once('_')?;
        let number: u32 = rest.split_once('_')?.0.parse().ok()?;
        Some((day.to_owned(), number))
    };
    let last = files.iter().filter_map(numbered).max_by_key(|(_, number)| *number);
    let (day, number) = last.ok_or_else(|| Refusal::AnchorMissing {
        file: "migration/src".to_owned(),
        what: "migration such as m20261121_000001_create_accounts.rs".to_owned(),
    })?;
    Ok(format!("m{day}_{:06}_{what}", number + 1))
}

/// The steps of a plan.
struct Recipe<'a> {
    aggregate: &'a Aggregate,
    context: &'a Context,
    repository: &'a Repository,
    plan: Plan,
    files: Vec<MadeFile>,
    insertions: Vec<Insertion>,
}

impl Recipe<'_> {
    fn make_files(&mut self) -> Result<(), Refusal> {
        for file in render::render(self.aggregate, self.context, self.repository)? {
            self.files.push(MadeFile::of(file.path.clone(), &file.text));
            self.plan.create(self.repository, file.path, file.text)?;
        }
        Ok(())
    }

    /// The composition depends on the crate, also in the lockfile.
    fn depend(&mut self) -> Result<(), Refusal> {
        let slice = self.aggregate.slice();
        let line = format!("{slice} = {{ path = \"../features/{slice}\" }}\n");
        let manifest = Manifest::parse(MANIFEST, self.text(MANIFEST)?)?;
        self.insert(MANIFEST, manifest.with_dependency(&slice, &line)?, line)?;
        let made = format!("features/{slice}/Cargo.toml");
        let dependencies = Manifest::parse(&made, self.text(&made)?)?.dependencies();
        let (locked, version) = (self.text(LOCKFILE)?, self.repository.version()?);
        let text = Lockfile::read(LOCKFILE, &locked).with_member(&slice, &version, &dependencies, COMPOSITION)?;
        self.plan.replace(self.repository, LOCKFILE, text)
    }

    /// The domain exports it.
    fn export(&mut self) -> Result<(), Refusal> {
        let name = self.aggregate.name.as_str();
        let line = format!("mod {name};\n");
        self.insert(DOMAIN, rows::with_module(&self.rust(DOMAIN)?, name, &line)?, line)?;
        let export = export(self.aggregate, self.repository)?;
        self.insert(DOMAIN, self.rust(DOMAIN)?.with_import(name, &export)?, export)
    }

    /// Stores find it, commits write it, and events are about it.
    fn stage(&mut self) -> Result<(), Refusal> {
        let type_name = self.aggregate.name.type_name();
        let line = format!("    + HasComponent<dyn Repository<domain::{type_name}>>\n");
        self.insert(AGGREGATES, rows::with_repository(&self.rust(AGGREGATES)?, &type_name, &line)?, line)?;
        let line = format!("    {type_name}(Write<domain::{type_name}>),\n");
        self.insert_member(AGGREGATES, ("enum", "Change"), &type_name, line)?;
        // Behind all that it may refer to.
        let line = format!("    &Aggregate::<domain::{type_name}>::KIND,\n");
        let file = self.rust(AGGREGATES)?;
        let text = file.rows("DUMPED_AGGREGATES")?.with_before(file.text(), |_| false, &line);
        self.insert(AGGREGATES, text, line)?;
        for field in self.aggregate.fields.iter().filter(|field| field.unique) {
            let value = format!("{type_name}{}", field.variant());
            self.insert_member(AGGREGATES, ("enum", "UniqueValue"), &value, format!("    {value},\n"))?;
        }
        let line = format!("    {type_name}(Id<domain::{type_name}>),\n");
        self.insert_member(AGGREGATES, ("enum", "Subject"), &type_name, line)?;
        let line = format!("            Self::{type_name}(id) => id.as_uuid(),\n");
        self.insert_arm(AGGREGATES, ("id", "self"), &format!("Self::{type_name}"), line)?;
        let file = self.rust(AGGREGATES)?;
        let lines = format!("    {type_name}Created,\n    {type_name}Updated,\n    {type_name}Deleted,\n");
        let kinds = rows::members(&file, "enum", "EventKind")?;
        let text = kinds.with_akin(file.text(), |entry| entry.key().ends_with("Deleted"), &lines);
        self.insert(AGGREGATES, text, lines)?;
        let file = self.rust(AGGREGATES)?;
        let arm = shape_arm(&type_name);
        let shapes = rows::arms(&file, "shape", "self")?;
        let is_akin = |entry: &Entry| entry.key().split_once("=>").is_some_and(|(kinds, _)| kinds.ends_with("Deleted"));
        let text = shapes.with_akin(file.text(), is_akin, &arm);
        self.insert(AGGREGATES, text, arm)
    }

    /// Every store has a mapping.
    fn store(&mut self) -> Result<(), Refusal> {
        let (plural, type_name) = (self.aggregate.plural.to_string(), self.aggregate.name.type_name());
        let arm = format!("Change::{type_name}");
        self.insert_module(MEMORY, "mod", &plural)?;
        let line = format!("    pub(crate) {plural}: Table<domain::{type_name}>,\n");
        self.insert_member(MEMORY, ("struct", "State"), &plural, line)?;
        let line = format!("            {arm}(write) => Box::new((&mut self.{plural}, write)),\n");
        self.insert_arm(MEMORY, ("write_of", "change"), &arm, line)?;
        self.insert_module(SEA_ORM, "pub(crate) mod", &plural)?;
        self.insert_arm(SEA_ORM, ("written", "change"), &arm, format!("        {arm}(write) => write,\n"))?;
        self.insert_module(DYNAMODB, "pub(crate) mod", &plural)?;
        self.insert_arm(
            DYNAMODB,
            ("plan", "change"),
            &arm,
            format!("        {arm}(write) => plan.write(write, stamp),\n"),
        )
    }

    fn migrate(&mut self) -> Result<(), Refusal> {
        for (text, lines) in migration_lines(&self.context.migration, &self.rust(MIGRATIONS)?)? {
            self.insert(MIGRATIONS, text, lines)?;
        }
        Ok(())
    }

    /// The contract of stores and the HTTP suite run its cases, and samples have it.
    fn try_out(&mut self) -> Result<(), Refusal> {
        let plural = self.aggregate.plural.to_string();
        self.insert_module(CONTRACT, "mod", &plural)?;
        self.insert_listed(CONTRACT, format!("        {plural}::cases,\n"))?;
        self.insert_module(HTTP, "mod", &plural)?;
        self.insert_listed(HTTP_CASES, format!("        crate::{plural}::cases,\n"))?;
        self.insert_module(SEED, "mod", &plural)?;
        let (samples, line) = (self.rust(SEED)?, format!("    {plural}::KIND,\n"));
        self.insert(SEED, samples.rows(KINDS)?.with_before(samples.text(), |_| false, &line), line)?;
        let lines = self.collection_row()?;
        let roles = self.rust(ROLES)?;
        let text = roles.rows(COLLECTIONS)?.with_before(roles.text(), |_| false, &lines);
        self.insert(ROLES, text, lines)
    }

    /// The routes are served behind those that were there, in a group of their own.
    fn serve(&mut self) -> Result<(), Refusal> {
        let line = format!("        .and({}::routes(module))\n", self.aggregate.slice());
        self.insert(ROUTES, self.rust(ROUTES)?.with_link("slices", "and", &line)?, line)?;
        let line = format!("    (\"{}\", \"{}\"),\n", self.aggregate.path()?.group(), group_sentence(self.aggregate));
        let routes = self.rust(ROUTES)?;
        let text = routes.rows(GROUPS)?.with_before(routes.text(), |entry| entry.is_called(LAST_GROUP), &line);
        self.insert(ROUTES, text, line)
    }

    /// The list of operations is what it will be once it is made anew.
    fn document(&mut self) -> Result<(), Refusal> {
        let path = self.aggregate.path()?;
        let (one, several) =
            (self.aggregate.name.as_str().replace('_', " "), self.aggregate.plural.as_str().replace('_', " "));
        let a = super::field::with_article(&one);
        let member = path.member();
        for (method, path, summary) in [
            (Method::Get, &path, format!("List {several}")),
            (Method::Post, &path, format!("Create {a}")),
            (Method::Get, &member, format!("Get {a}")),
            (Method::Put, &member, format!("Update {a}")),
            (Method::Delete, &member, format!("Delete {a}")),
        ] {
            let list = self.text(OPERATIONS)?;
            let text = operation_list::with_row(OPERATIONS, &list, &Operation { method, path }, &summary)?;
            self.plan.replace(self.repository, OPERATIONS, text)?;
        }
        Ok(())
    }

    fn record(self) -> Result<Plan, Refusal> {
        let Self { aggregate, repository, mut plan, files, insertions, .. } = self;
        let arguments = Arguments::Aggregate(aggregate.arguments());
        let path = Record::path(arguments.name());
        let record = Record { command: COMMAND.to_owned(), template: templates::VERSION, arguments, files, insertions };
        plan.create(repository, path, record.to_text()?)?;
        Ok(plan)
    }

    /// The row by which the table of roles tries the collection.
    fn collection_row(&self) -> Result<String, Refusal> {
        let (read, write) = match self.aggregate.access {
            Access::ByOwner => ("owner", "owner"),
            Access::ByRole { read, write } => (read.as_str(), write.as_str()),
        };
        let required: Vec<_> = self.aggregate.fields.iter().filter(|field| field.is_required()).collect();
        let is_reference = |field: &&Field| matches!(field.kind, Kind::Reference(_));
        let targets = Target::all(self.aggregate, self.repository)?;
        let member = |field: &Field| match &field.kind {
            Kind::Reference(name) => {
                let target = targets.iter().find(|target| target.name == *name);
                format!(
                    "\"{}\": member(root, \"{}\", number)",
                    field.json(),
                    target.map(Target::segment).unwrap_or_default()
                )
            }
            _ => format!("\"{}\": {}", field.json(), samples::json_numbered(field, "")),
        };
        let members: Vec<_> = required.iter().map(|field| member(field)).collect();
        let root = if required.iter().any(is_reference) { "root" } else { "_" };
        let number = if required.iter().any(|field| field.unique || is_reference(field)) { "number" } else { "_" };
        let head = format!(
            "    (\"{}\", \"{read}\", \"{write}\", |{root}, {number}|",
            self.aggregate.path()?.as_str().trim_start_matches("/api/v1/")
        );
        let row = format!("{head} json!({{{}}})),\n", members.join(", "));
        if row.len() <= 120 {
            return Ok(row);
        }
        let lines: Vec<_> = members.iter().map(|member| format!("            {member},\n")).collect();
        Ok(format!("{head} {{\n        json!({{\n{}        }})\n    }}),\n", lines.concat()))
    }

    fn text(&self, path: &str) -> Result<String, Refusal> {
        self.plan.text(self.repository, path)
    }

    fn rust(&self, path: &'static str) -> Result<RustFile, Refusal> {
        RustFile::parse(path, self.text(path)?)
    }

    fn insert(&mut self, path: &str, text: String, lines: String) -> Result<(), Refusal> {
        self.insertions.push(Insertion { path: path.to_owned(), lines, of_collection: false });
        self.plan.replace(self.repository, path, text)
    }

    fn insert_module(&mut self, path: &'static str, declared: &str, name: &str) -> Result<(), Refusal> {
        let line = format!("{declared} {name};\n");
        self.insert(path, rows::with_module(&self.rust(path)?, name, &line)?, line)
    }

    fn insert_member(
        &mut self,
        path: &'static str,
        (kind, of): (&str, &str),
        name: &str,
        line: String,
    ) -> Result<(), Refusal> {
        let file = self.rust(path)?;
        self.insert(path, rows::members(&file, kind, of)?.with_ordered(file.text(), name, &line), line)
    }

    fn insert_arm(
        &mut self,
        path: &'static str,
        (function, matched): (&str, &str),
        name: &str,
        line: String,
    ) -> Result<(), Refusal> {
        let file = self.rust(path)?;
        self.insert(path, rows::arms(&file, function, matched)?.with_ordered(file.text(), name, &line), line)
    }

    /// Adds a line to the end of the list of all cases.
    fn insert_listed(&mut self, path: &'static str, line: String) -> Result<(), Refusal> {
        let file = self.rust(path)?;
        let text = rows::listed(&file, "all", &["groups", "="])?.with_before(file.text(), |_| false, &line);
        self.insert(path, text, line)
    }
}

/// The line by which the domain exports it.
///
/// # Errors
/// [`Refusal::Rustfmt`].
pub(crate) fn export(aggregate: &Aggregate, repository: &Repository) -> Result<String, Refusal> {
    let export = format!("pub use {}::{{{}}};\n", aggregate.name, taken::exports(aggregate).join(", "));
    templates::formatted(&export, repository)
}

/// The arm by which its events are about it, as rustfmt breaks it.
fn shape_arm(type_name: &str) -> String {
    const WIDTH: usize = 120;
    let kinds = ["Created", "Updated", "Deleted"].map(|done| format!("Self::{type_name}{done}"));
    let (pattern, shape) = (kinds.join(" | "), format!("EventShape::open(About::{type_name})"));
    let indent = " ".repeat(12);
    let line = format!("{indent}{pattern} => {shape},\n");
    let opening = format!("{indent}{pattern} => {{");
    if line.len() <= WIDTH + 1 {
        line
    } else if opening.len() <= WIDTH {
        format!("{opening}\n{indent}    {shape}\n{indent}}}\n")
    } else {
        let pattern = kinds.join(&format!("\n{indent}| "));
        format!("{indent}{pattern} => {shape},\n")
    }
}

/// The texts of the crate of migrations with one more, and the lines that each adds.
///
/// # Errors
/// [`Refusal::AnchorMissing`].
pub(crate) fn migration_lines(migration: &str, file: &RustFile) -> Result<[(String, String); 2], Refusal> {
    let module = format!("mod {migration};\n");
    let declared = rows::with_module(file, migration, &module)?;
    let entry = format!("        Box::new({migration}::Migration),\n");
    let file = RustFile::parse(MIGRATIONS, declared.clone())?;
    let text = rows::listed(&file, "documented", &["vec", "!"])?.with_before(file.text(), |_| false, &entry);
    Ok([(declared, module), (text, entry)])
}

/// The comment over a migration that drops a table.
pub(crate) fn drop_comment(phrases: &str) -> String {
    let text = format!(
        "Drops the table of {phrases}, which no code uses any more. A binary of before fails where it reads or writes \
         {phrases}: replace all of them first, where that matters, and migrate then."
    );
    comment(&text, "///", 0)
}
