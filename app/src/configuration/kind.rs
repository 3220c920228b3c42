use toml::Value;

/// An error says what the value must be; the caller adds what it is.
type Parse<T> = Box<dyn Fn(&str) -> Result<T, String>>;

/// A kind of value: parses a text, and shows the value.
pub(super) struct Kind<T> {
    pub(super) parse: Parse<T>,
    /// The value as TOML.
    pub(super) show: Box<dyn Fn(&T) -> Value>,
    /// The bounds, for readers.
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

    /// A kind whose values are shown as they are displayed.
    pub(super) fn text(parse: impl Fn(&str) -> Result<T, String> + 'static) -> Self
    where
        T: ToString,
    {
        Self::new(parse, |value| value.to_string().into())
    }

    /// A kind whose values convert from another one's, and back for showing.
    pub(super) fn map<U>(self, make: impl Fn(T) -> U + 'static, take: impl Fn(&U) -> T + 'static) -> Kind<U> {
        let Self { parse, show, bounds } = self;
        Kind {
            parse: Box::new(move |text| parse(text).map(&make)),
            show: Box::new(move |value| show(&take(value))),
            bounds,
        }
    }
}
