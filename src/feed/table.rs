//! How tables are written (RFC 4180).

/// A writer of CSV whose lines end as RFC 4180 says. The file starts with a byte order mark, without
/// which the spreadsheets of most offices garble Chinese.
pub fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{FEFF}".as_bytes().to_vec())
}
