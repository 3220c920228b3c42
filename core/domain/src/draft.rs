/// What becomes of one part of a thing in an edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It becomes this.
    Set(T),
}

impl<T> Edit<T> {
    /// What `validate` makes of what is to be set.
    pub(crate) fn validate<U>(&self, validate: impl FnOnce(&T) -> Result<U, Reported>) -> Result<Edit<U>, Reported> {
        match self {
            Self::Keep => Ok(Edit::Keep),
            Self::Set(value) => validate(value).map(Edit::Set),
        }
    }

    /// Sets `part` to what it is to become.
    pub(crate) fn apply(self, part: &mut T) {
        if let Self::Set(value) = self {
            *part = value;
        }
    }
}

/// The broken rules that were met so far.
pub(crate) struct Faults<F>(pub(crate) Vec<F>);

/// A broken rule was noted.
pub(crate) struct Reported;

impl<F> Default for Faults<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F> Faults<F> {
    pub(crate) fn report<T>(&mut self, result: Result<T, F>) -> Result<T, Reported> {
        result.map_err(|fault| {
            self.0.push(fault);
            Reported
        })
    }
}
