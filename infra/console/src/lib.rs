//! The console: pages in the browser for people, drawn from the OpenAPI document.
//!
//! They are plain files, in `files`, which are in the binary and served as they are written. A debug build reads them
//! anew for each request, so that a change is seen without a build.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    sync::LazyLock,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
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

/// A file as it is served.
#[derive(Clone, Debug)]
pub struct File {
    /// The media type.
    pub content_type: &'static str,
    /// What differs when the content does: the text of an `ETag`.
    pub tag: String,
    /// The content.
    pub content: Bytes,
    /// The content compressed by gzip.
    pub gzip: Bytes,
}

/// Every file by its name, compressed once.
static ALL: LazyLock<BTreeMap<String, File>> = LazyLock::new(|| {
    let names = Files::iter().map(String::from).chain([PAGES.to_owned()]);
    names.filter_map(|name| read(&name).map(|file| (name, file))).collect()
});

/// The file of this name below `/console/`; the empty name is that of the page.
#[must_use]
pub fn file(name: &str) -> Option<File> {
    let name = if name.is_empty() { INDEX } else { name };
    if cfg!(debug_assertions) { read(name) } else { ALL.get(name).cloned() }
}

fn read(name: &str) -> Option<File> {
    let (content, tag): (Bytes, _) = if name == PAGES {
        let list = own_pages();
        let tag = URL_SAFE_NO_PAD.encode(&list);
        (list.into(), tag)
    } else {
        let file = Files::get(name)?;
        (file.data.into_owned().into(), URL_SAFE_NO_PAD.encode(file.metadata.sha256_hash()))
    };
    let gzip = Bytes::from(compressed(&content).ok()?);
    Some(File { content_type: content_type(name), tag, content, gzip })
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

fn compressed(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn the_folder_is_its_page() {
        let page = file("").unwrap();
        assert_eq!(page.content_type, "text/html; charset=utf-8");
        assert_eq!(page.content, file(INDEX).unwrap().content);
    }

    #[test]
    fn a_file_is_the_same_compressed() {
        for (name, file) in &*ALL {
            let mut content = Vec::new();
            GzDecoder::new(&*file.gzip).read_to_end(&mut content).unwrap();
            assert_eq!(content, file.content, "{name}");
            assert_eq!(file.tag, read(name).unwrap().tag, "{name}");
            assert!(file.tag.len() > 10, "{name}: {}", file.tag);
        }
    }

    #[test]
    fn the_files_together_are_small() {
        let is_own = |name: &str| !name.starts_with("pages/");
        let script = |name: &str| is_own(name) && matches!(content_type(name), SCRIPT | "text/css; charset=utf-8");
        let sizes = ALL.iter().filter(|(name, _)| script(name)).map(|(_, file)| file.gzip.len());
        let size: usize = sizes.sum();
        assert!((20_000..45_000).contains(&size), "{size} bytes");
    }

    /// A browser would find them one after the other, each when it has read what imports it.
    #[test]
    fn the_page_names_each_module_that_is_fetched_with_it() {
        let page = String::from_utf8(file("").unwrap().content.to_vec()).unwrap();
        for name in ALL.keys().filter(|name| content_type(name) == SCRIPT && !name.starts_with("pages/")) {
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
