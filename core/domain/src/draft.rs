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
    /// What `judge` makes of what is to be set.
    pub(crate) fn judge<U>(&self, judge: impl FnOnce(&T) -> Result<U, Noted>) -> Result<Edit<U>, Noted> {
        match self {
            Self::Keep => Ok(Edit::Keep),
            Self::Set(value) => judge(value).map(Edit::Set),
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
pub(crate) struct Noted;

impl<F> Default for Faults<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F> Faults<F> {
    pub(crate) fn note<T>(&mut self, judged: Result<T, F>) -> Result<T, Noted> {
        judged.map_err(|fault| {
            self.0.push(fault);
            Noted
        })
    }
}
