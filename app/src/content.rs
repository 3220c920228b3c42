use std::io::{self, Read, Write};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, AcceptEncoding, ContentEncoding, ETag, Encoding, EntityTag, Header, HeaderValue},
    web::Bytes,
};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use presentation::{content_tag, is_known};

/// Content that is the same for every caller. A client that has it gets 304, and one that accepts gzip gets it
/// compressed, which is done once.
#[derive(Clone)]
pub(crate) struct Content {
    media_type: &'static str,
    plain: Representation,
    gzip: Representation,
}

/// A form of the content, with a strong tag of its own.
#[derive(Clone)]
struct Representation {
    body: Bytes,
    tag: EntityTag,
}

impl Content {
    /// # Errors
    /// It can't be compressed.
    pub(crate) fn new(media_type: &'static str, body: impl Into<Bytes>) -> io::Result<Self> {
        let body = body.into();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&body)?;
        let compressed = encoder.finish()?;
        Ok(Self::of(media_type, body, compressed.into()))
    }

    /// Of what was compressed before.
    ///
    /// # Errors
    /// It is no gzip.
    pub(crate) fn unpacked(media_type: &'static str, gzip: &'static [u8]) -> io::Result<Self> {
        let mut body = Vec::new();
        GzDecoder::new(gzip).read_to_end(&mut body)?;
        Ok(Self::of(media_type, body.into(), Bytes::from_static(gzip)))
    }

    fn of(media_type: &'static str, body: Bytes, compressed: Bytes) -> Self {
        let tag = content_tag(&body);
        let gzip = Representation { body: compressed, tag: EntityTag::new_strong(format!("{}-gzip", tag.tag())) };
        Self { media_type, plain: Representation { body, tag }, gzip }
    }

    /// The response to a `GET` of it as a file of a page.
    pub(crate) fn respond_under(&self, content_security_policy: &'static str, request: &HttpRequest) -> HttpResponse {
        let mut response = self.respond(request);
        let policy = HeaderValue::from_static(content_security_policy);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        response
    }

    /// The response to a `GET` of it.
    pub(crate) fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let is_compressed = accepts_gzip(request);
        let Representation { body, tag } = if is_compressed { &self.gzip } else { &self.plain };
        let is_known = is_known(request, tag);
        let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .insert_header((header::VARY, "Accept-Encoding"))
            .insert_header(ETag(tag.clone()));
        if is_known {
            return response.finish();
        }
        if is_compressed {
            response.insert_header(ContentEncoding::Gzip);
        }
        response.content_type(self.media_type).body(body.clone())
    }
}

fn accepts_gzip(request: &HttpRequest) -> bool {
    let supported = [Encoding::identity(), Encoding::gzip()];
    let accepted = AcceptEncoding::parse(request).ok().filter(|accepted| !accepted.is_empty());
    accepted.and_then(|accepted| accepted.negotiate(supported.iter())) == Some(Encoding::gzip())
}

#[cfg(test)]
mod tests {
    use actix_web::{body::to_bytes, http::StatusCode, test::TestRequest};

    use super::*;

    async fn respond(encodings: &str) -> (HttpResponse<()>, Bytes) {
        let content = Content::new("text/plain; charset=utf-8", "tea, ".repeat(1_000)).unwrap();
        let request = TestRequest::get().insert_header((header::ACCEPT_ENCODING, encodings)).to_http_request();
        let (head, body) = content.respond(&request).into_parts();
        assert_eq!(head.status(), StatusCode::OK);
        (head, to_bytes(body).await.unwrap())
    }

    #[actix_web::test]
    async fn a_client_gets_the_same_content_compressed() {
        let (head, plain) = respond("identity").await;
        assert_eq!((head.headers().get(header::CONTENT_ENCODING), plain.len()), (None, 5_000));
        let (head, compressed) = respond("br, gzip").await;
        assert_eq!(head.headers().get(header::CONTENT_ENCODING).unwrap(), "gzip");
        assert!(compressed.len() < 100, "{} bytes", compressed.len());
        let mut content = Vec::new();
        GzDecoder::new(&*compressed).read_to_end(&mut content).unwrap();
        assert_eq!(content, plain);
    }
}
