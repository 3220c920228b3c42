//! What a use case adds to the repository.

use crate::{
    lists::Entry,
    manifests::{Lockfile, Manifest},
    operation::Operation,
    operation_list,
    paths::{COMPOSITION, GROUPS, LOCKFILE, MANIFEST, MODULE, OPERATIONS, ROLES, ROUTES, TABLE, folder},
    plan::Plan,
    record::{Arguments, Insertion, MadeFile, Record},
    refusal::Refusal,
    repository::Repository,
    rust_file::RustFile,
    taken,
    templates::{self, Rendered},
    use_case::UseCase,
};

/// The command that a record names.
const COMMAND: &str = "use-case";

/// The group of the operations that belong to no slice: in the document it is the last.
pub(crate) const LAST_GROUP: &str = "System";

/// Plans the files and lines of a use case.
///
/// # Errors
/// [`Refusal`]: what is taken already, and what has no place.
pub(crate) fn plan(use_case: &UseCase, repository: &Repository) -> Result<Plan, Refusal> {
    taken::refuse(use_case, repository)?;
    let mut recipe = Recipe { use_case, repository, plan: Plan::default(), files: Vec::new(), insertions: Vec::new() };
    recipe.make_crate()?;
    recipe.depend()?;
    recipe.register()?;
    recipe.serve()?;
    recipe.group()?;
    recipe.expect_answers()?;
    recipe.list()?;
    recipe.record()
}

/// The steps of a plan.
struct Recipe<'a> {
    use_case: &'a UseCase,
    repository: &'a Repository,
    plan: Plan,
    files: Vec<MadeFile>,
    insertions: Vec<Insertion>,
}

impl Recipe<'_> {
    fn make_crate(&mut self) -> Result<(), Refusal> {
        let folder = folder(self.use_case.name.as_str());
        for Rendered { path, text } in templates::render(self.use_case, self.repository)? {
            let path = format!("{folder}/{path}");
            self.files.push(MadeFile::of(path.clone(), &text));
            self.plan.create(self.repository, path, text)?;
        }
        Ok(())
    }

    /// The composition depends on the crate, also in the lockfile.
    fn depend(&mut self) -> Result<(), Refusal> {
        let name = self.use_case.name.as_str();
        let line = format!("{name} = {{ path = \"../{}\" }}\n", folder(name));
        let manifest = Manifest::parse(MANIFEST, self.text(MANIFEST)?)?;
        self.insert(MANIFEST, manifest.with_dependency(name, &line)?, line, false)?;

        let made = format!("{}/Cargo.toml", folder(name));
        let dependencies = Manifest::parse(&made, self.text(&made)?)?.dependencies();
        let (locked, version) = (self.text(LOCKFILE)?, self.repository.version()?);
        let text = Lockfile::read(LOCKFILE, &locked).with_member(name, &version, &dependencies, COMPOSITION)?;
        self.plan.replace(self.repository, LOCKFILE, text)
    }

    /// The module gives the interactor its ports.
    fn register(&mut self) -> Result<(), Refusal> {
        let (name, type_name) = (self.use_case.name.as_str(), self.use_case.name.type_name());
        let line = format!("use {name}::{type_name};\n");
        self.insert(MODULE, self.rust(MODULE)?.with_import(name, &line)?, line, false)?;
        let line = format!("            {type_name},\n");
        let module = self.rust(MODULE)?;
        self.insert(MODULE, module.components("AppModule")?.with_sorted(module.text(), &type_name, &line), line, false)
    }

    /// The route is served behind those that were there: what is asked for most comes first.
    fn serve(&mut self) -> Result<(), Refusal> {
        let line = format!("        .and({}::routes(module))\n", self.use_case.name);
        self.insert(ROUTES, self.rust(ROUTES)?.with_link("slices", "and", &line)?, line, false)
    }

    /// A collection that is new has a group in the OpenAPI document.
    fn group(&mut self) -> Result<(), Refusal> {
        let group = self.use_case.path.group();
        let routes = self.rust(ROUTES)?;
        let groups = routes.rows(GROUPS)?;
        if groups.entries().iter().any(|entry| entry.is_called(&group)) {
            return Ok(());
        }
        let line = format!("    (\"{group}\", \"{}.\"),\n", self.use_case.summary);
        let text = groups.with_before(routes.text(), |entry| entry.is_called(LAST_GROUP), &line);
        self.insert(ROUTES, text, line, true)
    }

    /// The table of roles expects what each role is answered. An inactive user has no session.
    fn expect_answers(&mut self) -> Result<(), Refusal> {
        let [nobody, user, admin, super_admin] = self.use_case.role.answers(templates::success(self.use_case));
        let (method, path) = (self.use_case.method, &self.use_case.path);
        let line = format!("    (\"{method}\", \"{path}\", [{nobody}, {nobody}, {user}, {admin}, {super_admin}]),\n");
        let roles = self.rust(ROLES)?;
        let lies_beside = |entry: &Entry| entry.texts().get(1).is_some_and(|other| path.is_beside(other));
        let text = roles.rows(TABLE)?.with_akin(roles.text(), lies_beside, &line);
        self.insert(ROLES, text, line, false)
    }

    /// The list of operations, which is made from the OpenAPI document, is what it will be once that is made anew.
    fn list(&mut self) -> Result<(), Refusal> {
        let operation = Operation { method: self.use_case.method, path: &self.use_case.path };
        let list = self.text(OPERATIONS)?;
        let text = operation_list::with_row(OPERATIONS, &list, &operation, &self.use_case.summary)?;
        self.plan.replace(self.repository, OPERATIONS, text)
    }

    fn record(self) -> Result<Plan, Refusal> {
        let Self { use_case, repository, mut plan, files, insertions } = self;
        let arguments = Arguments::UseCase(use_case.arguments());
        let path = Record::path(arguments.name());
        let record = Record { command: COMMAND.to_owned(), template: templates::VERSION, arguments, files, insertions };
        plan.create(repository, path, record.to_text()?)?;
        Ok(plan)
    }

    fn text(&self, path: &str) -> Result<String, Refusal> {
        self.plan.text(self.repository, path)
    }

    fn rust(&self, path: &'static str) -> Result<RustFile, Refusal> {
        RustFile::parse(path, self.text(path)?)
    }

    fn insert(&mut self, path: &str, text: String, lines: String, of_collection: bool) -> Result<(), Refusal> {
        self.insertions.push(Insertion { path: path.to_owned(), lines, of_collection });
        self.plan.replace(self.repository, path, text)
    }
}
