//! Takes what a page needs out of the archive of Swagger UI. It stays compressed as it is there: gzip (RFC 1952) is a
//! header, the same bytes, their checksum and their length.

use std::{
    env,
    error::Error,
    fmt::Write,
    fs,
    io::{Cursor, Read},
    path::Path,
};

use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
use zip::{CompressionMethod, ZipArchive};

const NEEDED: [&str; 7] = [
    "favicon-16x16.png",
    "favicon-32x32.png",
    "index.css",
    "index.html",
    "swagger-ui-bundle.js",
    "swagger-ui-standalone-preset.js",
    "swagger-ui.css",
];

#[expect(clippy::disallowed_methods, reason = "cargo says by a variable where files go")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var("OUT_DIR")?;
    let mut archive = ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED))?;
    let root = archive.file_names().next().ok_or("the archive is empty")??.into_owned();
    let mut list = String::new();
    for name in NEEDED {
        let entry =
            archive.index_for_name(&format!("{root}dist/{name}")).ok_or_else(|| format!("{name} is missing"))?;
        let file = format!("{name}.gz");
        fs::write(Path::new(&folder).join(&file), gzip(&mut archive, entry)?)?;
        writeln!(list, "({name:?}, include_bytes!({file:?})),")?;
    }
    fs::write(Path::new(&folder).join("files.rs"), format!("&[{list}]"))?;
    Ok(())
}

/// An entry of the archive as a file of gzip.
fn gzip(archive: &mut ZipArchive<Cursor<&[u8]>>, entry: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut entry = archive.by_index_raw(entry)?;
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes)?;
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    if entry.compression() == CompressionMethod::Stored {
        // One last block that is not compressed (RFC 1951, 3.2.4).
        let length = u16::try_from(bytes.len())?;
        file.push(1);
        file.extend(length.to_le_bytes());
        file.extend((!length).to_le_bytes());
    }
    file.extend(bytes);
    file.extend(entry.crc32().to_le_bytes());
    file.extend(u32::try_from(entry.size())?.to_le_bytes());
    Ok(file)
}
