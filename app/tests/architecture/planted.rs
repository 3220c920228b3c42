use std::collections::BTreeSet;

use cargo_metadata::DependencyKind;

use crate::workspace::{Dependency, Member, SourceFile, Workspace};

/// No violation.
pub(crate) const NONE: [String; 0] = [];

/// A workspace that breaks a rule.
pub(crate) fn workspace<const N: usize>(members: [Member; N]) -> Workspace {
    Workspace { members: members.into() }
}

impl Member {
    /// An empty crate in this folder, with its name.
    pub(crate) fn planted(folder: &str) -> Self {
        Self {
            name: folder.rsplit('/').next().unwrap().to_owned(),
            folder: folder.to_owned(),
            dependencies: Vec::new(),
            builds: BTreeSet::new(),
            manifest: toml::Table::new(),
            sources: Vec::new(),
        }
    }

    pub(crate) fn depends_on(self, package: &str) -> Self {
        self.with_dependency(package, DependencyKind::Normal)
    }

    pub(crate) fn depends_in_tests_on(self, package: &str) -> Self {
        self.with_dependency(package, DependencyKind::Development)
    }

    fn with_dependency(mut self, package: &str, kind: DependencyKind) -> Self {
        self.dependencies.push(Dependency { package: package.to_owned(), kind });
        self.builds(package)
    }

    pub(crate) fn builds(mut self, package: &str) -> Self {
        self.builds.insert(package.to_owned());
        self
    }

    pub(crate) fn with_source(mut self, path: &str, text: &str) -> Self {
        self.sources.push(SourceFile::new(path, text));
        self
    }

    pub(crate) fn with_manifest(mut self, text: &str) -> Self {
        self.manifest = text.parse().unwrap();
        self
    }
}
