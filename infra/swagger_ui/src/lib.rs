//! Swagger UI: the page in the browser that shows the OpenAPI document.
//!
//! Its files are in the binary, compressed by gzip as they are in the archive of Swagger UI. What configures it,
//! `swagger-initializer.js`, is the server's own.

static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// A file of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// The name below the page's folder.
    pub name: &'static str,
    /// The media type.
    pub content_type: &'static str,
    /// The content, compressed by gzip.
    pub gzip: &'static [u8],
}

/// Every file of the page but its configuration.
pub fn files() -> impl Iterator<Item = File> {
    FILES.iter().map(|(name, gzip)| File { name, content_type: content_type(name), gzip })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "image/png",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    fn content(name: &str) -> Vec<u8> {
        let mut content = Vec::new();
        let file = files().find(|file| file.name == name).unwrap();
        // It compares checksum and length.
        GzDecoder::new(file.gzip).read_to_end(&mut content).unwrap();
        content
    }

    #[test]
    fn each_file_can_be_read() {
        for file in files() {
            assert!(!content(file.name).is_empty(), "{}", file.name);
        }
        assert!(content("favicon-32x32.png").starts_with(b"\x89PNG"));
    }

    #[test]
    fn what_the_page_names_is_there() {
        let page = String::from_utf8(content("index.html")).unwrap();
        let named = page.split(['"', '\'']).filter_map(|text| text.strip_prefix("./"));
        let mut named: Vec<&str> = named.chain(["index.css"]).collect();
        named.sort_unstable();
        let mut served: Vec<&str> = files().map(|file| file.name).chain(["swagger-initializer.js"]).collect();
        served.sort_unstable();
        served.retain(|name| *name != "index.html");
        named.dedup();
        assert_eq!(named, served);
    }
}
