//! Files of zstd (RFC 8878): frames, one after the other, which any decoder reads as one text.

use std::io::{self, BufRead, Read, Write};

use ruzstd::{
    decoding::{FrameDecoder, StreamingDecoder},
    encoding::{CompressionLevel, compress_to_vec},
};

/// The bytes that are compressed together.
const FRAME: usize = 1 << 20;

/// Compresses what is written to it.
pub(super) struct Compressing<W> {
    writer: W,
    waiting: Vec<u8>,
}

impl<W: Write> Compressing<W> {
    pub(super) fn new(writer: W) -> Self {
        Self { writer, waiting: Vec::with_capacity(FRAME) }
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.write_frame()?;
        Ok(self.writer)
    }

    fn write_frame(&mut self) -> io::Result<()> {
        if !self.waiting.is_empty() {
            self.writer.write_all(&compress_to_vec(&*self.waiting, CompressionLevel::Fastest))?;
            self.waiting.clear();
        }
        Ok(())
    }
}

impl<W: Write> Write for Compressing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= FRAME {
            self.write_frame()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_frame()?;
        self.writer.flush()
    }
}

/// Decompresses what is read from it.
pub(super) struct Decompressing<R: Read> {
    state: State<R>,
}

enum State<R: Read> {
    Between(R),
    Within(Box<StreamingDecoder<R, FrameDecoder>>),
    /// After an error.
    Broken,
}

impl<R: BufRead> Decompressing<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self { state: State::Between(reader) }
    }
}

impl<R: BufRead> Read for Decompressing<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Broken) {
                State::Between(mut reader) => {
                    if reader.fill_buf()?.is_empty() {
                        self.state = State::Between(reader);
                        return Ok(0);
                    }
                    let frame = StreamingDecoder::new(reader);
                    let frame = frame.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
                    self.state = State::Within(Box::new(frame));
                }
                State::Within(mut frame) => match frame.read(bytes) {
                    Ok(0) => {
                        check(&frame.decoder)?;
                        self.state = State::Between(frame.into_inner());
                    }
                    Ok(read) => {
                        self.state = State::Within(frame);
                        return Ok(read);
                    }
                    // The decoder's own error for an end in the middle of a frame is one of many.
                    Err(_) if frame.get_mut().fill_buf()?.is_empty() => return Err(io::ErrorKind::UnexpectedEof.into()),
                    Err(error) => return Err(error),
                },
                State::Broken => return Err(io::Error::other("the file could not be decompressed before")),
            }
        }
    }
}

/// Compares the checksum at the end of a frame, if it has one.
fn check(decoder: &FrameDecoder) -> io::Result<()> {
    match (decoder.get_checksum_from_data(), decoder.get_calculated_checksum()) {
        (Some(expected), Some(found)) if expected != found => {
            Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum of a part is wrong: the file was altered"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compressed(text: &[u8]) -> Vec<u8> {
        let mut compressing = Compressing::new(Vec::new());
        for part in text.chunks(1_000) {
            compressing.write_all(part).unwrap();
        }
        compressing.finish().unwrap()
    }

    fn decompressed(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        Decompressing::new(bytes).read_to_end(&mut text)?;
        Ok(text)
    }

    #[test]
    fn a_text_of_several_frames_is_read_back() {
        let text: Vec<u8> = (0..200_000_u32).flat_map(|number| format!("{number} ").into_bytes()).collect();
        assert!(text.len() > FRAME);
        for text in [&text[..], b"short", b""] {
            let compressed = compressed(text);
            assert!(text.len() < 10 || compressed.len() < text.len() / 2);
            assert_eq!(decompressed(&compressed).unwrap(), text);
        }
    }

    #[test]
    fn a_part_of_a_frame_is_not_the_end() {
        let whole = compressed(&b"all that there is ".repeat(100));
        let cut = decompressed(&whole[..whole.len() - 6]).unwrap_err();
        assert_eq!(cut.kind(), io::ErrorKind::UnexpectedEof);
        assert_eq!(decompressed(b"{\"no\": \"zstd\"}").unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
