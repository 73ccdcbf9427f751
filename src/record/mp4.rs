//! The container of a film: an MP4 file that is playable from its first second on, whatever happens to the program.
//!
//! Layout: `ftyp`, an index (`moov`) in space that is set aside for it, and the pictures (`mdat`) behind it. A player finds
//! the index first ("fast start"), so a browser begins before it has everything. Pictures go to the file as they come and
//! the index is brought up to date twice a second in place, which needs no new space: when the disk is full or the
//! program is killed, what was written so far still plays. Nothing is kept in memory but the sizes of the pictures.

use super::annex_b::units;
use super::mp4_box::{count, free_box_header, length, make_box, put_matrix, put_table, put16, put32, put64};
use std::io::{self, Seek, SeekFrom, Write};

/// Space for the index: four bytes a picture, so 18 minutes at 30 pictures a second. A longer film has its index at the end.
const INDEX_SPACE: u64 = 128 * 1024;

/// Ticks of the film's clock per picture; the clock ticks `fps * TICKS_PER_FRAME` times a second, so times are exact.
const TICKS_PER_FRAME: u32 = 1000;

/// Pictures that a player reads in one go.
const FRAMES_PER_CHUNK: usize = 30;

/// Colour as the stream says it: primaries of BT.709, transfer curve of sRGB, matrix of BT.709, limited range.
pub(super) const COLOUR_CODES: [u8; 3] = [1, 13, 1];

/// An MP4 file with one H.264 track that is being written.
pub struct Mp4File<W> {
    output: W,
    width: u16,
    height: u16,
    frames_per_second: u32,
    /// Sequence and picture parameter sets, from the first key picture.
    parameters: Option<Parameters>,
    sizes: Vec<u32>,
    keyframes: Vec<u32>,
    chunk_offsets: Vec<u64>,
    /// Where the next picture goes.
    end: u64,
}

struct Parameters {
    sequence: Vec<u8>,
    picture: Vec<u8>,
}

impl<W: Write + Seek> Mp4File<W> {
    /// Begin a film of this size (px) and rate (pictures a second).
    ///
    /// # Errors
    /// What the output says: a full disk, for example.
    pub fn new(mut output: W, width: u16, height: u16, frames_per_second: u32) -> io::Result<Self> {
        let mut start = Vec::new();
        make_box(&mut start, *b"ftyp", |body| {
            body.extend(b"isom");
            put32(body, 512);
            body.extend(b"isomiso2avc1mp41");
        });
        let index_start = start.len() as u64;
        output.write_all(&start)?;
        let mut free = Vec::new();
        free_box_header(&mut free, INDEX_SPACE);
        free.resize(usize::try_from(INDEX_SPACE).unwrap_or(0), 0);
        output.write_all(&free)?;
        // A size of 0 means "up to the end of the file"; `finish` writes the real one.
        let mut header = Vec::new();
        put32(&mut header, 0);
        header.extend(b"mdat");
        put64(&mut header, 0);
        output.write_all(&header)?;
        let end = index_start + INDEX_SPACE + header.len() as u64;
        Ok(Self {
            output,
            width,
            height,
            frames_per_second,
            parameters: None,
            sizes: Vec::new(),
            keyframes: Vec::new(),
            chunk_offsets: Vec::new(),
            end,
        })
    }

    /// Number of pictures in the file.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.sizes.len()
    }

    /// Append one encoded picture, given as H.264 units each behind a start code.
    ///
    /// # Errors
    /// What the output says. The pictures before this one stay valid.
    pub fn push(&mut self, stream: &[u8], keyframe: bool) -> io::Result<()> {
        let mut sample = Vec::with_capacity(stream.len() + 16);
        let mut sequence = None;
        let mut picture = None;
        for unit in units(stream) {
            match unit.first().map(|byte| byte & 0x1f) {
                Some(7) => sequence = Some(unit.to_vec()),
                Some(8) => picture = Some(unit.to_vec()),
                Some(_) => {
                    put32(&mut sample, length(unit.len())?);
                    sample.extend(unit);
                }
                None => {}
            }
        }
        if self.parameters.is_none() {
            let (Some(sequence), Some(picture)) = (sequence, picture) else {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "the first picture has no parameter sets"));
            };
            self.parameters = Some(Parameters { sequence, picture });
        }
        if sample.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the encoder gave no picture"));
        }
        self.output.seek(SeekFrom::Start(self.end))?;
        self.output.write_all(&sample)?;
        if self.sizes.len().is_multiple_of(FRAMES_PER_CHUNK) {
            self.chunk_offsets.push(self.end);
        }
        self.sizes.push(length(sample.len())?);
        if keyframe {
            self.keyframes.push(length(self.sizes.len())?);
        }
        self.end += sample.len() as u64;
        Ok(())
    }

    /// Bring the index in the file up to date, so that what is there plays.
    ///
    /// # Errors
    /// What the output says.
    pub fn checkpoint(&mut self) -> io::Result<()> {
        let mut index = self.index();
        let used = index.len() as u64;
        // The rest of the space becomes a `free` box, which is never shorter than its header.
        if used + 8 <= INDEX_SPACE {
            free_box_header(&mut index, INDEX_SPACE - used);
            self.output.seek(SeekFrom::Start(FILE_TYPE_BYTES))?;
            self.output.write_all(&index)?;
        }
        self.output.flush()
    }

    /// Write the final index and hand the output back.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(mut self) -> io::Result<W> {
        let data_start = FILE_TYPE_BYTES + INDEX_SPACE;
        // A picture that was cut off by a full disk stays inside the data, where no index points to it.
        let data_end = self.output.seek(SeekFrom::End(0))?.max(self.end);
        let mut header = Vec::new();
        put32(&mut header, 1);
        header.extend(b"mdat");
        put64(&mut header, data_end - data_start);
        self.output.seek(SeekFrom::Start(data_start))?;
        self.output.write_all(&header)?;
        self.checkpoint()?;
        let index = self.index();
        if index.len() as u64 + 8 > INDEX_SPACE {
            self.output.seek(SeekFrom::Start(data_end))?;
            self.output.write_all(&index)?;
            // The older index at the front no longer counts.
            let mut free = Vec::new();
            free_box_header(&mut free, INDEX_SPACE);
            self.output.seek(SeekFrom::Start(FILE_TYPE_BYTES))?;
            self.output.write_all(&free)?;
        }
        self.output.flush()?;
        Ok(self.output)
    }

    fn index(&self) -> Vec<u8> {
        let frames = u32::try_from(self.sizes.len()).unwrap_or(u32::MAX);
        let duration = frames.saturating_mul(TICKS_PER_FRAME);
        let ticks_per_second = self.frames_per_second * TICKS_PER_FRAME;
        let mut index = Vec::with_capacity(1024 + 4 * self.sizes.len());
        make_box(&mut index, *b"moov", |moov| {
            make_box(moov, *b"mvhd", |body| {
                // Version and flags, creation and change: not known, since the wall clock is never read.
                body.extend([0; 12]);
                put32(body, ticks_per_second);
                put32(body, duration);
                put32(body, 0x0001_0000); // rate 1
                put16(body, 0x0100); // full volume
                body.extend([0; 10]);
                put_matrix(body);
                body.extend([0; 24]);
                put32(body, 2); // next track
            });
            make_box(moov, *b"trak", |trak| {
                make_box(trak, *b"tkhd", |body| {
                    put32(body, 3); // enabled, in the movie
                    body.extend([0; 8]);
                    put32(body, 1); // track number
                    put32(body, 0);
                    put32(body, duration);
                    body.extend([0; 16]);
                    put_matrix(body);
                    put32(body, u32::from(self.width) << 16);
                    put32(body, u32::from(self.height) << 16);
                });
                make_box(trak, *b"mdia", |mdia| {
                    make_box(mdia, *b"mdhd", |body| {
                        body.extend([0; 12]);
                        put32(body, ticks_per_second);
                        put32(body, duration);
                        put16(body, 0x55c4); // language not said
                        put16(body, 0);
                    });
                    make_box(mdia, *b"hdlr", |body| {
                        body.extend([0; 8]);
                        body.extend(b"vide");
                        body.extend([0; 12]);
                        body.extend(b"Rheobase\0");
                    });
                    make_box(mdia, *b"minf", |minf| {
                        make_box(minf, *b"vmhd", |body| {
                            put32(body, 1);
                            body.extend([0; 8]);
                        });
                        make_box(minf, *b"dinf", |dinf| {
                            make_box(dinf, *b"dref", |body| {
                                put32(body, 0);
                                put32(body, 1);
                                // The data are in this file.
                                make_box(body, *b"url ", |url| put32(url, 1));
                            });
                        });
                        make_box(minf, *b"stbl", |stbl| self.sample_table(stbl, frames));
                    });
                });
            });
        });
        index
    }

    fn sample_table(&self, stbl: &mut Vec<u8>, frames: u32) {
        make_box(stbl, *b"stsd", |body| {
            put32(body, 0);
            put32(body, 1);
            make_box(body, *b"avc1", |entry| self.visual_entry(entry));
        });
        make_box(stbl, *b"stts", |body| {
            put32(body, 0);
            put32(body, 1);
            put32(body, frames);
            put32(body, TICKS_PER_FRAME);
        });
        make_box(stbl, *b"stss", |body| put_table(body, &self.keyframes));
        make_box(stbl, *b"stsc", |body| {
            let full = self.sizes.len() / FRAMES_PER_CHUNK;
            let rest = self.sizes.len() % FRAMES_PER_CHUNK;
            let mut runs = Vec::new();
            if full > 0 {
                runs.push((1, FRAMES_PER_CHUNK));
            }
            if rest > 0 {
                runs.push((full + 1, rest));
            }
            put32(body, 0);
            put32(body, count(runs.len()));
            for (first_chunk, frames_per_chunk) in runs {
                put32(body, count(first_chunk));
                put32(body, count(frames_per_chunk));
                put32(body, 1);
            }
        });
        make_box(stbl, *b"stsz", |body| {
            put32(body, 0);
            put_table(body, &self.sizes);
        });
        make_box(stbl, *b"co64", |body| {
            put32(body, 0);
            put32(body, count(self.chunk_offsets.len()));
            for &offset in &self.chunk_offsets {
                put64(body, offset);
            }
        });
    }

    fn visual_entry(&self, entry: &mut Vec<u8>) {
        entry.extend([0; 6]);
        put16(entry, 1);
        entry.extend([0; 16]);
        put16(entry, self.width);
        put16(entry, self.height);
        put32(entry, 0x0048_0000); // 72 points an inch
        put32(entry, 0x0048_0000);
        put32(entry, 0);
        put16(entry, 1);
        entry.extend([0; 32]); // no name of a compressor
        put16(entry, 24);
        put16(entry, u16::MAX);
        if let Some(Parameters { sequence, picture }) = &self.parameters {
            make_box(entry, *b"avcC", |body| {
                body.push(1);
                body.extend(sequence.iter().skip(1).take(3)); // profile, constraints, level
                body.push(0xff); // lengths of four bytes
                body.push(0xe1); // one sequence parameter set
                put16(body, u16::try_from(sequence.len()).unwrap_or(u16::MAX));
                body.extend(sequence);
                body.push(1);
                put16(body, u16::try_from(picture.len()).unwrap_or(u16::MAX));
                body.extend(picture);
            });
        }
        make_box(entry, *b"colr", |body| {
            body.extend(b"nclx");
            for code in COLOUR_CODES {
                put16(body, u16::from(code));
            }
            body.push(0); // limited range
        });
    }
}

/// Length of the `ftyp` box, with which a file begins.
const FILE_TYPE_BYTES: u64 = 32;

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn the_file_begins_with_the_boxes_of_a_fast_start() {
        let mut file = Mp4File::new(Cursor::new(Vec::new()), 64, 32, 30).unwrap();
        let key = [0, 0, 0, 1, 0x67, 66, 0xc0, 31, 0, 0, 0, 1, 0x68, 1, 0, 0, 0, 1, 0x65, 9, 9, 9];
        file.push(&key, true).unwrap();
        file.push(&[0, 0, 0, 1, 0x41, 7], false).unwrap();
        let bytes = file.finish().unwrap().into_inner();
        let mut at = 0;
        let mut kinds = Vec::new();
        while at < bytes.len() {
            let mut size = u64::from(u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()));
            kinds.push(String::from_utf8(bytes[at + 4..at + 8].to_vec()).unwrap());
            if size == 1 {
                size = u64::from_be_bytes(bytes[at + 8..at + 16].try_into().unwrap());
            }
            at += usize::try_from(size).unwrap();
        }
        assert_eq!(kinds, ["ftyp", "moov", "free", "mdat"]);
        assert_eq!(at, bytes.len());
        assert!(bytes.ends_with(&[0, 0, 0, 4, 0x65, 9, 9, 9, 0, 0, 0, 2, 0x41, 7]));
    }

    #[test]
    fn a_stream_that_begins_without_parameter_sets_is_refused() {
        let mut file = Mp4File::new(Cursor::new(Vec::new()), 64, 32, 30).unwrap();
        assert!(file.push(&[0, 0, 0, 1, 0x41, 7], false).is_err());
        assert_eq!(file.frames(), 0);
    }
}
