use strum::EnumMessage;

use crate::direction::Direction;

/// What breaks a client of the API or a receiver of its webhooks, and why.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Deserialize,
    strum::Display,
    strum::EnumIter,
    strum::EnumMessage,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Rule {
    /// Calls of it get 404 or 405.
    OperationRemoved,
    /// Generated clients name a method by it.
    OperationIdChanged,
    /// Generated clients name an argument by it.
    PathParameterRenamed,
    /// Clients that have its address reach nothing.
    ServerRemoved,
    /// One side writes the value of a parameter or header in a form that the other does not read.
    SerializationChanged,

    /// A query parameter that is not known is refused; a header or cookie is ignored, and the client does not notice.
    ParameterRemoved,
    /// Requests of clients that do not know it are refused.
    RequiredParameterAdded,
    /// Requests of clients that leave it out are refused.
    ParameterBecameRequired,

    /// Clients send a body that is refused or ignored.
    RequestBodyRemoved,
    /// Requests of clients that send none are refused.
    RequestBodyBecameRequired,
    /// Bodies of this media type get 415.
    RequestMediaTypeRemoved,
    /// Clients send values of a type that is refused.
    RequestTypeNarrowed,
    /// Clients send null, which is refused.
    RequestNullRefused,
    /// Clients send texts or numbers that are not of the format.
    RequestFormatNarrowed,
    /// Clients send a value that is no longer one of the list.
    RequestEnumNarrowed,
    /// Clients send values, texts or lists beyond the limit.
    RequestLimitTightened,
    /// Clients send texts that may not match. Which texts two patterns share is not decided here: each other pattern is a break.
    RequestPatternChanged,
    /// Clients that leave it out are refused.
    RequestPropertyBecameRequired,
    /// Clients send it; it is refused as unknown, or ignored without their notice.
    RequestPropertyRemoved,
    /// Clients send members beyond the documented ones, which are refused.
    RequestAdditionalPropertiesRefused,
    /// Clients send this variant, which is refused.
    RequestVariantRemoved,
    /// Clients mark the variants by the old property.
    RequestDiscriminatorChanged,
    /// Clients that leave it out mean the old default.
    RequestDefaultChanged,
    /// The keyword restricts what is accepted in a way that is not compared in detail: each change is a break.
    RequestKeywordChanged,

    /// Clients wait for this status, and take another for a failure.
    SuccessStatusRemoved,
    /// Clients that know the other success statuses take this one for a failure.
    SuccessStatusAdded,
    /// Clients that ask for it get 406 or what they can't parse.
    ResponseMediaTypeRemoved,
    /// Clients read it.
    ResponseHeaderRemoved,
    /// Clients rely on its presence.
    ResponseHeaderBecameOptional,
    /// Clients parse the old types alone.
    ResponseTypeWidened,
    /// Clients do not expect null.
    ResponseNullAdded,
    /// Clients parse the old format alone.
    ResponseFormatWidened,
    /// Clients know the listed values alone. A list that is marked as open (`x-open-set: true`) may grow.
    ResponseEnumWidened,
    /// The list becomes an open set, and clients know its values or variants alone.
    ResponseSetOpened,
    /// Clients have made room for what the limit allowed.
    ResponseLimitLoosened,
    /// Clients parse texts of the old pattern. Which texts two patterns share is not decided here: each other pattern is a break.
    ResponsePatternChanged,
    /// Clients rely on its presence.
    ResponsePropertyBecameOptional,
    /// Clients read it.
    ResponsePropertyRemoved,
    /// The object was documented as closed, and clients may refuse members that they do not know.
    ResponseClosedObjectExtended,
    /// Clients know the old variants alone. Variants of a schema that is marked as open (`x-open-set: true`) may be added.
    ResponseVariantAdded,
    /// Clients distinguish the variants by the old property.
    ResponseDiscriminatorChanged,
    /// The keyword restricts what is sent in a way that is not compared in detail: each change is a break.
    ResponseKeywordChanged,

    /// Clients decide by the code, and never see it again.
    ProblemCodeRemoved,
    /// Clients that decide by the status first look for the code at the old one.
    ProblemStatusChanged,

    /// Calls without credentials get 401.
    AuthenticationRequired,
    /// Clients with these credentials alone get 401 or 403.
    SecurityAlternativeRemoved,
    /// Tokens of clients lack the scope.
    SecurityScopeAdded,
    /// Clients send the credentials in the old way.
    SecuritySchemeChanged,

    /// Receivers wait for it.
    WebhookRemoved,
    /// Receivers read the body of each delivery.
    WebhookBodyBecameOptional,
    /// Receivers parse the old media types alone.
    WebhookMediaTypeAdded,
    /// Receivers read it: to verify, to deduplicate, to trace.
    WebhookHeaderRemoved,
    /// Receivers rely on its presence.
    WebhookHeaderBecameOptional,
    /// Receivers answer with this status, which is taken for a failure.
    WebhookAcknowledgementRemoved,
    /// Receivers wait for events of this type.
    EventTypeRemoved,
}

impl Rule {
    /// Why a client or receiver breaks.
    #[must_use]
    pub fn reason(self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }

    /// What it is about: of what others send, or of what the server sends; none where it is about the call as such.
    #[must_use]
    pub fn direction(self) -> Option<Direction> {
        match self {
            Self::OperationRemoved
            | Self::OperationIdChanged
            | Self::PathParameterRenamed
            | Self::ServerRemoved
            | Self::SerializationChanged
            | Self::WebhookRemoved => None,
            Self::ParameterRemoved
            | Self::RequiredParameterAdded
            | Self::ParameterBecameRequired
            | Self::RequestBodyRemoved
            | Self::RequestBodyBecameRequired
            | Self::RequestMediaTypeRemoved
            | Self::RequestTypeNarrowed
            | Self::RequestNullRefused
            | Self::RequestFormatNarrowed
            | Self::RequestEnumNarrowed
            | Self::RequestLimitTightened
            | Self::RequestPatternChanged
            | Self::RequestPropertyBecameRequired
            | Self::RequestPropertyRemoved
            | Self::RequestAdditionalPropertiesRefused
            | Self::RequestVariantRemoved
            | Self::RequestDiscriminatorChanged
            | Self::RequestDefaultChanged
            | Self::RequestKeywordChanged
            | Self::AuthenticationRequired
            | Self::SecurityAlternativeRemoved
            | Self::SecurityScopeAdded
            | Self::SecuritySchemeChanged
            | Self::WebhookAcknowledgementRemoved => Some(Direction::Request),
            Self::SuccessStatusRemoved
            | Self::SuccessStatusAdded
            | Self::ResponseMediaTypeRemoved
            | Self::ResponseHeaderRemoved
            | Self::ResponseHeaderBecameOptional
            | Self::ResponseTypeWidened
            | Self::ResponseNullAdded
            | Self::ResponseFormatWidened
            | Self::ResponseEnumWidened
            | Self::ResponseSetOpened
            | Self::ResponseLimitLoosened
            | Self::ResponsePatternChanged
            | Self::ResponsePropertyBecameOptional
            | Self::ResponsePropertyRemoved
            | Self::ResponseClosedObjectExtended
            | Self::ResponseVariantAdded
            | Self::ResponseDiscriminatorChanged
            | Self::ResponseKeywordChanged
            | Self::ProblemCodeRemoved
            | Self::ProblemStatusChanged
            | Self::WebhookBodyBecameOptional
            | Self::WebhookMediaTypeAdded
            | Self::WebhookHeaderRemoved
            | Self::WebhookHeaderBecameOptional
            | Self::EventTypeRemoved => Some(Direction::Response),
        }
    }
}
