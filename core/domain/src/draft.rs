use crate::{Money, MoneyDraft};

/// How an edit changes one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// The field keeps its value.
    #[default]
    Keep,
    /// The field gets this value.
    Set(T),
}

impl<T> Edit<T> {
    /// The same edit of a converted value.
    #[must_use]
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Edit<U> {
        match self {
            Self::Keep => Edit::Keep,
            Self::Set(value) => Edit::Set(convert(value)),
        }
    }

    /// Applies `validate` to the new value, if there is one.
    pub(crate) fn validate<U>(&self, validate: impl FnOnce(&T) -> Result<U, Reported>) -> Result<Edit<U>, Reported> {
        match self {
            Self::Keep => Ok(Edit::Keep),
            Self::Set(value) => validate(value).map(Edit::Set),
        }
    }

    /// Applies the edit to `part`.
    pub(crate) fn apply(self, part: &mut T) {
        if let Self::Set(value) = self {
            *part = value;
        }
    }
}

/// The validation errors found so far.
pub(crate) struct Faults<F>(pub(crate) Vec<F>);

/// A validation error was recorded.
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

    /// Validates an amount of money, of which either part may be at fault.
    pub(crate) fn money(&mut self, draft: &MoneyDraft, amount: F, currency: F) -> Result<Money, Reported> {
        let amount = self.report(Money::amount(draft.amount).ok_or(amount));
        let currency = self.report(draft.currency.parse().map_err(|_| currency));
        Ok(Money { amount: amount?, currency: currency? })
    }
}
