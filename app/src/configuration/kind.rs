use toml::Value;

/// An error says what the value must be, and leaves it to the caller to say what it is.
type Parse<T> = Box<dyn Fn(&str) -> Result<T, String>>;

/// A kind of value: how a text becomes one, and what is shown of it.
pub(super) struct Kind<T> {
    pub(super) parse: Parse<T>,
    /// The value as TOML.
    pub(super) show: Box<dyn Fn(&T) -> Value>,
    /// From where to where it may go, for readers.
    pub(super) bounds: String,
}

impl<T: 'static> Kind<T> {
    /// A kind without bounds.
    pub(super) fn new(
        parse: impl Fn(&str) -> Result<T, String> + 'static,
        show: impl Fn(&T) -> Value + 'static,
    ) -> Self {
        Self { parse: Box::new(parse), show: Box::new(show), bounds: String::new() }
    }

    /// Texts that are shown as they are displayed.
    pub(super) fn text(parse: impl Fn(&str) -> Result<T, String> + 'static) -> Self
    where
        T: ToString,
    {
        Self::new(parse, |value| value.to_string().into())
    }

    /// The kind of what is made of each value, and gives it back.
    pub(super) fn map<U>(self, make: impl Fn(T) -> U + 'static, take: impl Fn(&U) -> T + 'static) -> Kind<U> {
        let Self { parse, show, bounds } = self;
        Kind {
            parse: Box::new(move |text| parse(text).map(&make)),
            show: Box::new(move |value| show(&take(value))),
            bounds,
        }
    }
}
