//! The console: pages in the browser for people, drawn from the OpenAPI document.
//!
//! They are plain files, in `files`, which are in the binary and served as they are written. A debug build reads them
//! anew each time.

use bytes::Bytes;
use rust_embed::RustEmbed;

/// The content security policy of the pages. They have no script, style or handler in their text, make none from text,
/// and send nothing to other hosts.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// The file that a browser gets for the folder.
const INDEX: &str = "index.html";
/// The list of the modules in `pages`, which the console takes in. It is made from their names.
const PAGES: &str = "pages.json";

#[derive(RustEmbed)]
#[folder = "files"]
struct Files;

/// A file.
#[derive(Clone, Debug)]
pub struct File {
    /// The media type.
    pub content_type: &'static str,
    /// The content.
    pub content: Bytes,
}

/// The name of every file, and the empty one.
pub fn names() -> impl Iterator<Item = String> {
    Files::iter().map(String::from).chain([PAGES.to_owned(), String::new()])
}

/// The file of this name below `/console/`; the empty name is that of the page.
#[must_use]
pub fn file(name: &str) -> Option<File> {
    let name = if name.is_empty() { INDEX } else { name };
    let content = if name == PAGES { own_pages().into() } else { Files::get(name)?.data.into_owned().into() };
    Some(File { content_type: content_type(name), content })
}

/// The names of the modules in `pages`, as JSON.
fn own_pages() -> String {
    let names = Files::iter().filter_map(|path| Some(path.strip_prefix("pages/")?.to_owned()));
    let names: Vec<_> = names.filter(|name| content_type(name) == SCRIPT).map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", names.join(","))
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => SCRIPT,
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::{Compression, read::GzEncoder};

    use super::*;

    #[test]
    fn the_folder_is_its_page() {
        let page = file("").unwrap();
        assert_eq!(page.content_type, "text/html; charset=utf-8");
        assert_eq!(page.content, file(INDEX).unwrap().content);
    }

    #[test]
    fn every_name_is_that_of_a_file() {
        assert!(names().count() > 15);
        for name in names() {
            assert!(file(&name).is_some_and(|file| !file.content.is_empty()), "{name}");
        }
    }

    #[test]
    fn the_files_together_are_small() {
        let is_own = |name: &str| !name.starts_with("pages/");
        let script = |name: &str| is_own(name) && matches!(content_type(name), SCRIPT | "text/css; charset=utf-8");
        let compressed = |name: String| {
            let content = file(&name).unwrap().content;
            GzEncoder::new(&*content, Compression::best()).read_to_end(&mut Vec::new()).unwrap()
        };
        let size: usize = names().filter(|name| script(name)).map(compressed).sum();
        assert!((20_000..45_000).contains(&size), "{size} bytes");
    }

    /// A browser would find them one after the other, each when it has read what imports it.
    #[test]
    fn the_page_names_each_module_that_is_fetched_with_it() {
        let page = String::from_utf8(file("").unwrap().content.to_vec()).unwrap();
        for name in names().filter(|name| content_type(name) == SCRIPT && !name.starts_with("pages/")) {
            assert!(page.contains(&format!("\"{name}\"")), "{INDEX} lacks {name}");
        }
    }

    #[test]
    fn modules_in_the_folder_of_pages_are_listed() {
        let list = file(PAGES).unwrap();
        assert_eq!(list.content_type, "application/json");
        assert!(list.content.starts_with(b"[\"") && list.content.ends_with(b".js\"]"), "{:?}", list.content);
    }

    #[test]
    fn a_name_that_is_no_file_has_none() {
        for name in ["nothing.js", "../Cargo.toml", "../src/lib.rs", "vendor", "/index.html"] {
            assert!(file(name).is_none(), "{name}");
        }
    }
}
