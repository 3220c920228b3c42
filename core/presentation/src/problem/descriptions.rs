use actix_web::http::StatusCode;

use super::{Code, description::Description};

impl Code {
    #[expect(clippy::too_many_lines, reason = "it has each code once")]
    pub(super) const fn description(self) -> &'static Description {
        match self {
            Self::BadRequest => &Description {
                status: StatusCode::BAD_REQUEST,
                title: "The request can't be understood",
                meaning: "The body lacks a field, has a value of the wrong type, changes nothing or ended early, or the request is not valid HTTP.",
                advice: "Correct the request as `detail` says. `errors` names the invalid fields, if the body has any.",
            },
            Self::MalformedJson => &Description {
                status: StatusCode::BAD_REQUEST,
                title: "The body is not well-formed JSON",
                meaning: "The body is not well-formed JSON in UTF-8, or an object has a key twice.",
                advice: "Write the body with a JSON library, and each key once.",
            },
            Self::UnknownField => &Description {
                status: StatusCode::BAD_REQUEST,
                title: "The body has an unknown field",
                meaning: "The body has a field that this call does not have.",
                advice: "Remove the field that `errors` names, or correct its name. Letter case counts.",
            },
            Self::InvalidParameter => &Description {
                status: StatusCode::BAD_REQUEST,
                title: "A parameter is invalid",
                meaning: "A parameter in the path, the query or a header has an invalid value, is repeated, or is not one of this call.",
                advice: "Correct the parameter that `detail` names. The OpenAPI document has the parameters of each call.",
            },
            Self::InvalidPageToken => &Description {
                status: StatusCode::BAD_REQUEST,
                title: "The page token is invalid",
                meaning: "`nextToken` was altered, or was returned by another list: another path, other filters or another user.",
                advice: "Start at the first page: send the request without `nextToken`.",
            },
            Self::Unauthenticated => &Description {
                status: StatusCode::UNAUTHORIZED,
                title: "Not signed in",
                meaning: "The call needs a live session. The request has no session cookie, or its session has ended.",
                advice: "Log in, and send the cookie of the response with each request.",
            },
            Self::InvalidCredentials => &Description {
                status: StatusCode::UNAUTHORIZED,
                title: "Username or password is wrong",
                meaning: "No active account has this username and password.",
                advice: "Ask the user for both again. Don't retry with the same ones: failed attempts are limited.",
            },
            Self::Forbidden => &Description {
                status: StatusCode::FORBIDDEN,
                title: "Not allowed",
                meaning: "The role of the signed-in user does not allow this call, or not on this target.",
                advice: "Log in as another user, with the role that the description of the call names. Users can't change their own account with this call.",
            },
            Self::AlreadyAuthenticated => &Description {
                status: StatusCode::FORBIDDEN,
                title: "Already signed in",
                meaning: "Log-in and sign-up are for callers without a session, and the request has the cookie of a live one.",
                advice: "Log out first, or send the request without the cookie.",
            },
            Self::CrossSiteRequest => &Description {
                status: StatusCode::FORBIDDEN,
                title: "The request was sent by another site",
                meaning: "A page of another site made the browser send a request that changes something.",
                advice: "Send the request from a page of the API's own origin. The operator can allow other origins (`cors.allowed_origins`).",
            },
            Self::WrongCurrentPassword => &Description {
                status: StatusCode::FORBIDDEN,
                title: "The current password is wrong",
                meaning: "`currentPassword` is not the password of the signed-in user.",
                advice: "Ask the user for the current password again. Failed attempts are limited.",
            },
            Self::NotFound => &Description {
                status: StatusCode::NOT_FOUND,
                title: "Not found",
                meaning: "There is nothing at this path, or no resource with this id.",
                advice: "Check the path and the id. The resource may have been deleted.",
            },
            Self::OrderNotFound => &Description {
                status: StatusCode::NOT_FOUND,
                title: "There is no such order",
                meaning: "No order has this id, or the order is another user's.",
                advice: "Check the id, and that the user who placed the order is signed in.",
            },
            Self::MethodNotAllowed => &Description {
                status: StatusCode::METHOD_NOT_ALLOWED,
                title: "The method is not allowed here",
                meaning: "The path exists, but not with this method.",
                advice: "Use a method that the header `Allow` lists.",
            },
            Self::RequestTimeout => &Description {
                status: StatusCode::REQUEST_TIMEOUT,
                title: "The request arrived too slowly",
                meaning: "The body did not arrive completely in time.",
                advice: "Send the request again, over a faster connection.",
            },
            Self::Conflict => &Description {
                status: StatusCode::CONFLICT,
                title: "A concurrent change won",
                meaning: "Other requests changed the same data while this one was tried, several times. It changed nothing.",
                advice: "Get the resource again, and retry.",
            },
            Self::UsernameTaken => &Description {
                status: StatusCode::CONFLICT,
                title: "The username is taken",
                meaning: "Another user has this username, in this or another letter case.",
                advice: "Choose another username.",
            },
            Self::PreconditionFailed => &Description {
                status: StatusCode::PRECONDITION_FAILED,
                title: "The resource was changed meanwhile",
                meaning: "The resource has none of the `ETag`s of `If-Match`: it has changed since the client got it, or the tag is weak or not quoted. The request changed nothing.",
                advice: "Get the resource again, decide anew, and retry with its present `ETag`.",
            },
            Self::PayloadTooLarge => &Description {
                status: StatusCode::PAYLOAD_TOO_LARGE,
                title: "The body is too large",
                meaning: "The body has more bytes than the server accepts.",
                advice: "Send a smaller body. The operator sets the limit (`server.body_limit_bytes`).",
            },
            Self::UnsupportedMediaType => &Description {
                status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
                title: "The body must be JSON",
                meaning: "The body is not declared as JSON, or it is compressed.",
                advice: "Send `Content-Type: application/json` and no `Content-Encoding`.",
            },
            Self::InvalidUsername => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The username breaks a rule",
                meaning: "The text can't be a username.",
                advice: "Choose 5 to 20 of `A-Z a-z 0-9 . _ -`, with a letter or digit at both ends and no two of `. _ -` in a row.",
            },
            Self::InvalidPassword => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The password breaks a rule",
                meaning: "The text can't be a new password: it is too short or too long, common, or the username.",
                advice: "Choose another, by the rule in `detail`: 8 characters at least, unless the operator sets another minimum (`security.password_min_length`), and 128 at most; neither a common password nor the username.",
            },
            Self::InvalidProduct => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The product breaks a rule",
                meaning: "One or more fields of the product break a rule.",
                advice: "Correct the fields that `errors` names, and send the request again.",
            },
            Self::InvalidOrder => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The order breaks a rule",
                meaning: "The order has too few or too many items, or an item has too few or too many units.",
                advice: "Order 1 to 50 products, and 1 to 1,000,000 units of each.",
            },
            Self::DuplicateProduct => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The order has a product twice",
                meaning: "Two items of the order are of the same product.",
                advice: "Send one item for each product, with all of its units.",
            },
            Self::UnknownProduct => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The product is unknown",
                meaning: "No product has the id of the field that `errors` names.",
                advice: "Choose another one. This product may have been deleted.",
            },
            Self::ProductNotOrderable => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The product has no price",
                meaning: "The product of the item that `errors` names has no price, so it can't be ordered.",
                advice: "Remove the item, or order it once its product has a price.",
            },
            Self::MixedCurrencies => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The prices are in several currencies",
                meaning: "The products of the order have prices in several currencies.",
                advice: "Place an order for each currency.",
            },
            Self::TotalTooLarge => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The total is too large",
                meaning: "The total price is above 10^15 of the currency's smallest unit.",
                advice: "Order fewer units, or place several orders.",
            },
            Self::InsufficientStock => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The stock of a product is too small",
                meaning: "The item that `errors` names has more units than its product has in stock.",
                advice: "Order fewer units of this product, or order it later.",
            },
            Self::IdempotencyKeyReused => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The idempotency key was used for another request",
                meaning: "The user placed another order with this `Idempotency-Key` in the last 24 hours.",
                advice: "Choose a new key for each order. Send a key again only to retry the same order.",
            },
            Self::OrderNotCancellable => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The order can't be cancelled any more",
                meaning: "Only pending and processing orders can be cancelled. `detail` has the status of this one.",
                advice: "Get the order, and show its status. An order that was cancelled before needs nothing more.",
            },
            Self::InvalidTransition => &Description {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The order can't change to this status",
                meaning: "An order advances by one status at a time: from `pending` to `processing`, to `shipped`, to `delivered`.",
                advice: "Send a status that `allowed` lists. If it is empty, the order can't advance.",
            },
            Self::TooManyAttempts => &Description {
                status: StatusCode::TOO_MANY_REQUESTS,
                title: "Too many attempts",
                meaning: "There were too many attempts from this address or on this account.",
                advice: "Wait for the seconds that `Retry-After` has, and retry.",
            },
            Self::Internal => &Description {
                status: StatusCode::INTERNAL_SERVER_ERROR,
                title: "The service failed",
                meaning: "The service failed, and it is not known whether the request changed anything.",
                advice: "Report the `requestId` to the operator, who finds the cause in the log.",
            },
            Self::Unavailable => &Description {
                status: StatusCode::SERVICE_UNAVAILABLE,
                title: "The service is temporarily unavailable",
                meaning: "The service is overloaded, is not ready, or gets no answer from its store. The request may have changed something.",
                advice: "Wait for the seconds that `Retry-After` has, and retry. An order with an `Idempotency-Key` is placed once.",
            },
            Self::Maintenance => &Description {
                status: StatusCode::SERVICE_UNAVAILABLE,
                title: "The service is in maintenance",
                meaning: "The operator has stopped all writes for a while, for example to move the data to another store. Reading works. The request changed nothing.",
                advice: "Wait for the seconds that `Retry-After` has, and retry.",
            },
            Self::Of(code) => &code.description,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_sentences_and_titles_are_none() {
        for code in Code::shared() {
            assert!(!code.title().is_empty() && !code.title().ends_with('.'), "{code:?}");
            for text in [code.meaning(), code.advice()] {
                assert!(text.ends_with('.') && !text.contains("  "), "{code:?}: {text}");
            }
        }
    }

    #[test]
    fn no_two_codes_have_one_meaning() {
        let mut meanings: Vec<_> = Code::shared().map(Code::meaning).collect();
        meanings.sort_unstable();
        let number = meanings.len();
        meanings.dedup();
        assert_eq!(meanings.len(), number);
    }
}
