use actix_web::{
    HttpRequest,
    http::header::{Accept, Header, Quality},
};

/// Whether the client prefers HTML to JSON, as browsers do. A client without a preference gets JSON, and so does one that
/// accepts neither: an answer in another form helps more than none (RFC 9110, section 12.5.1).
pub(super) fn prefers_html(request: &HttpRequest) -> bool {
    let Ok(accept) = Accept::parse(request) else { return false };
    quality(&accept, "text", "html") > quality(&accept, "application", "json")
}

/// The quality of a media type: that of the most specific range which includes it.
fn quality(accept: &Accept, kind: &str, subtype: &str) -> Quality {
    let ranges = accept.iter().filter_map(|range| {
        let specificity = match (range.item.type_().as_str(), range.item.subtype().as_str()) {
            ("*", "*") => 0,
            (range_kind, "*") if range_kind == kind => 1,
            (range_kind, range_subtype) if range_kind == kind && range_subtype == subtype => 2,
            _ => return None,
        };
        Some((specificity, range.quality))
    });
    ranges.max().map_or(Quality::ZERO, |(_, quality)| quality)
}

#[cfg(test)]
mod tests {
    use actix_web::{http::header, test::TestRequest};

    use super::*;

    fn prefers(accept: &str) -> bool {
        prefers_html(&TestRequest::default().insert_header((header::ACCEPT, accept)).to_http_request())
    }

    #[test]
    fn a_browser_prefers_html() {
        for accept in [
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "text/html",
            "TEXT/HTML; charset=utf-8",
            "text/*",
            "application/json;q=0.5, text/html;q=0.6",
            "*/*, application/json;q=0.9",
        ] {
            assert!(prefers(accept), "{accept}");
        }
    }

    #[test]
    fn other_clients_get_json() {
        for accept in [
            "*/*",
            "application/json",
            "application/*, text/html;q=0.9",
            "text/html, application/json",
            "text/html;q=0",
            "*/*, text/html;q=0.9",
            "image/png",
            "",
            "nonsense",
        ] {
            assert!(!prefers(accept), "{accept}");
        }
        assert!(!prefers_html(&TestRequest::default().to_http_request()));
    }
}
