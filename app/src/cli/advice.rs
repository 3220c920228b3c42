use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::configuration::nearest_key;

/// The error of an unknown flag, with how to set the key of the same or a similar name.
pub(super) fn advise(mut error: clap::Error) -> clap::Error {
    let key = match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(ContextValue::String(flag))) => {
            flag.strip_prefix("--").and_then(|flag| nearest_key(flag.split('=').next().unwrap_or(flag)))
        }
        _ => None,
    };
    if let Some(key) = key {
        let advice = format!("set the key `{key}` with '--set {key}=VALUE'");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![advice.into()]));
    }
    error
}
