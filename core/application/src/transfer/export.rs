use std::io::Write;

use super::{digest::Summary, dump_file::DumpWriter, error::TransferError, source::Source};

/// Writes all rows of a source to a dump, and reports the number of rows that are written.
///
/// # Errors
/// [`TransferError::Store`] and [`TransferError::Dump`].
pub async fn export<W: Write + Send>(
    source: &mut dyn Source,
    mut dump: DumpWriter<W>,
    report: &(dyn Fn(u64) + Sync),
) -> Result<(W, Vec<Summary>), TransferError> {
    let mut rows = 0;
    while let Some(page) = source.next().await? {
        for item in &page.items {
            dump.write(page.kind, item)?;
            rows += 1;
        }
        report(rows);
    }
    Ok(dump.end()?)
}
