//! A film file holds every picture once, in order, at the right time: written, taken apart and decoded without a window.

use openh264::OpenH264API;
use openh264::decoder::Decoder;
use openh264::formats::YUVSource;
use rheobase::record::{FilmCoding, FilmWriter, RecordError};
use std::io::{Cursor, Seek, SeekFrom, Write};

const WIDTH: u32 = 320;
const HEIGHT: u32 = 192;
const RATE: u32 = 30;
/// Side of a black or white square that stands for one bit of the frame number (px).
const BIT: usize = 16;
const BITS: usize = 10;

/// A moving gradient with the frame number written into its upper left corner, one square a bit.
fn stamped(frame: usize) -> Vec<u8> {
    let (width, height) = (WIDTH as usize, HEIGHT as usize);
    let mut pixels = Vec::with_capacity(4 * width * height);
    for y in 0..height {
        for x in 0..width {
            let pixel = if y < BIT && x < BIT * BITS {
                let level = if frame >> (x / BIT) & 1 == 1 { 255 } else { 0 };
                [level, level, level, 255]
            } else {
                [(x + 3 * frame) as u8, (y + frame) as u8, (x ^ y) as u8, 255]
            };
            pixels.extend(pixel);
        }
    }
    pixels
}

fn read_stamp(luma: &[u8], stride: usize) -> usize {
    (0..BITS).filter(|bit| luma[BIT / 2 * stride + bit * BIT + BIT / 2] > 128).map(|bit| 1 << bit).sum()
}

fn written(frames: usize) -> Vec<u8> {
    let mut writer = FilmWriter::new(Cursor::new(Vec::new()), WIDTH, HEIGHT, FilmCoding::good(RATE)).unwrap();
    for frame in 0..frames {
        writer.push_rgba(&stamped(frame)).unwrap();
    }
    let (summary, output) = writer.finish().unwrap();
    assert_eq!(summary.frames, frames);
    output.into_inner()
}

/// Content of the first box along a path of box names.
fn content<'a>(mut within: &'a [u8], path: &[&str]) -> Option<&'a [u8]> {
    for kind in path {
        let mut found = None;
        while within.len() >= 8 && found.is_none() {
            let mut head = 8;
            let mut size = number(within, 0, 4);
            if size == 1 {
                head = 16;
                size = number(within, 8, 8);
            } else if size == 0 {
                size = within.len();
            }
            if &within[4..8] == kind.as_bytes() {
                found = Some(&within[head..size]);
            }
            within = &within[size..];
        }
        within = found?;
    }
    Some(within)
}

fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    bytes[at..at + length].iter().fold(0, |value, &byte| value << 8 | usize::from(byte))
}

/// What a player reads from a film: its pictures as H.264 units behind start codes, their times, and its key pictures.
pub struct Film {
    ticks_per_second: usize,
    duration_ticks: usize,
    time_runs: Vec<(usize, usize)>,
    keyframes: Vec<usize>,
    pub pictures: Vec<Vec<u8>>,
}

pub fn open(film: &[u8]) -> Film {
    let media = content(film, &["moov", "trak", "mdia"]).unwrap();
    let header = content(media, &["mdhd"]).unwrap();
    let table = content(media, &["minf", "stbl"]).unwrap();
    let times = content(table, &["stts"]).unwrap();
    let sync = content(table, &["stss"]).unwrap();
    let sizes = content(table, &["stsz"]).unwrap();
    let runs = content(table, &["stsc"]).unwrap();
    let chunks = content(table, &["co64"]).unwrap();
    // The decoder's set-up: one sequence and one picture parameter set.
    let entry = content(table, &["stsd"]).unwrap();
    let set_up = content(&entry[8 + 8 + 78..], &["avcC"]).unwrap();
    let sequence_length = number(set_up, 6, 2);
    let sequence = &set_up[8..8 + sequence_length];
    let picture = &set_up[8 + sequence_length + 3..];
    assert_eq!(picture.len(), number(set_up, 8 + sequence_length + 1, 2));

    let mut samples_per_chunk = Vec::new();
    let run_count = number(runs, 4, 4);
    let chunk_count = number(chunks, 4, 4);
    for run in 0..run_count {
        let first = number(runs, 8 + 12 * run, 4);
        let next = if run + 1 < run_count { number(runs, 8 + 12 * (run + 1), 4) } else { chunk_count + 1 };
        samples_per_chunk.extend(std::iter::repeat_n(number(runs, 12 + 12 * run, 4), next - first));
    }
    let mut pictures = Vec::new();
    for (chunk, &samples) in samples_per_chunk.iter().enumerate() {
        let mut at = number(chunks, 8 + 8 * chunk, 8);
        for _ in 0..samples {
            let size = number(sizes, 12 + 4 * pictures.len(), 4);
            let mut sample = &film[at..at + size];
            let mut stream = Vec::new();
            if pictures.is_empty() {
                for parameters in [sequence, picture] {
                    stream.extend([0, 0, 0, 1]);
                    stream.extend(parameters);
                }
            }
            while !sample.is_empty() {
                let length = number(sample, 0, 4);
                stream.extend([0, 0, 0, 1]);
                stream.extend(&sample[4..4 + length]);
                sample = &sample[4 + length..];
            }
            pictures.push(stream);
            at += size;
        }
    }
    assert_eq!(pictures.len(), number(sizes, 8, 4));
    Film {
        ticks_per_second: number(header, 12, 4),
        duration_ticks: number(header, 16, 4),
        time_runs: (0..number(times, 4, 4))
            .map(|run| (number(times, 8 + 8 * run, 4), number(times, 12 + 8 * run, 4)))
            .collect(),
        keyframes: (0..number(sync, 4, 4)).map(|key| number(sync, 8 + 4 * key, 4)).collect(),
        pictures,
    }
}

/// The frame numbers that the decoder sees, in the order in which it sees them.
fn stamps(film: &Film) -> Vec<usize> {
    let mut decoder =
        Decoder::with_api_config(OpenH264API::from_source(), openh264::decoder::DecoderConfig::default()).unwrap();
    let mut seen = Vec::new();
    for picture in &film.pictures {
        if let Some(decoded) = decoder.decode(picture).unwrap() {
            seen.push(read_stamp(decoded.y(), decoded.strides().0));
        }
    }
    for decoded in decoder.flush_remaining().unwrap() {
        seen.push(read_stamp(decoded.y(), decoded.strides().0));
    }
    seen
}

#[test]
fn a_film_of_ninety_frames_lasts_three_seconds_and_shows_each_frame_once_in_order() {
    let bytes = written(90);
    let film = open(&bytes);
    assert_eq!(film.ticks_per_second, 30_000);
    assert_eq!(film.duration_ticks, 90_000, "3.000 s");
    assert_eq!(film.time_runs, [(90, 1000)], "every frame lasts exactly a thirtieth of a second");
    assert_eq!(film.keyframes, [1, 61], "a player can jump every two seconds");
    assert_eq!(stamps(&film), (0..90).collect::<Vec<_>>());
}

#[test]
fn the_index_comes_before_the_pictures_so_that_a_browser_can_start_at_once() {
    let bytes = written(3);
    let kinds: Vec<usize> = ["moov", "mdat"]
        .iter()
        .map(|kind| bytes.windows(4).position(|word| word == kind.as_bytes()).unwrap())
        .collect();
    assert!(kinds[0] < kinds[1]);
}

/// An output that is full after some bytes, but lets what is there be written over.
struct SmallDisk {
    inside: Cursor<Vec<u8>>,
    capacity: u64,
}

impl Write for SmallDisk {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let room = self.capacity.saturating_sub(self.inside.position());
        if room == 0 && !bytes.is_empty() {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        let fitting = bytes.len().min(usize::try_from(room).unwrap());
        self.inside.write(&bytes[..fitting])
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Seek for SmallDisk {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.inside.seek(to)
    }
}

#[test]
fn a_full_disk_stops_the_film_with_a_reason_and_keeps_the_frames_before() {
    let whole = open(&written(90));
    let before: usize = whole.pictures.iter().take(40).map(Vec::len).sum();
    let disk = SmallDisk { inside: Cursor::new(Vec::new()), capacity: 128 * 1024 + before as u64 };
    let mut writer = FilmWriter::new(disk, WIDTH, HEIGHT, FilmCoding::good(RATE)).unwrap();
    let error = (0..90).find_map(|frame| writer.push_rgba(&stamped(frame)).err()).unwrap();
    let RecordError::Write { frame, .. } = &error else { panic!("{error}") };
    let frame = *frame;
    assert!((35..=40).contains(&frame), "{frame}");
    let message = error.to_string();
    assert!(message.contains(&format!("frame {frame}")), "{message}");
    assert!(message.contains("Free some space"), "{message}");

    let (summary, disk) = writer.finish().unwrap();
    assert_eq!(summary.frames, frame);
    assert_eq!(stamps(&open(&disk.inside.into_inner())), (0..frame).collect::<Vec<_>>());
}

#[test]
fn a_film_that_was_never_finished_plays_up_to_its_last_checkpoint() {
    let folder = std::env::temp_dir().join(format!("rheobase-film-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("cut-off.mp4");
    let mut writer = FilmWriter::create(&path, WIDTH, HEIGHT, FilmCoding::good(RATE)).unwrap();
    for frame in 0..70 {
        writer.push_rgba(&stamped(frame)).unwrap();
    }
    drop(writer);
    let film = open(&std::fs::read(&path).unwrap());
    assert_eq!(stamps(&film), (0..60).collect::<Vec<_>>());
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn nothing_is_overwritten_and_impossible_sizes_are_refused() {
    let folder = std::env::temp_dir().join(format!("rheobase-film-names-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("taken.mp4");
    std::fs::write(&path, "mine").unwrap();
    let error = FilmWriter::create(&path, WIDTH, HEIGHT, FilmCoding::good(RATE)).err().unwrap();
    assert!(error.to_string().contains("nothing is overwritten"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    let missing =
        FilmWriter::create(&folder.join("no/such/film.mp4"), WIDTH, HEIGHT, FilmCoding::good(RATE)).err().unwrap();
    assert!(missing.to_string().contains("Make the folder first"), "{missing}");
    std::fs::remove_dir_all(folder).unwrap();
    for (width, height) in [(0, 0), (641, 480), (8, 8), (10_000, 100)] {
        let refused = FilmWriter::new(Cursor::new(Vec::new()), width, height, FilmCoding::good(RATE)).err().unwrap();
        assert!(matches!(refused, RecordError::Dimensions { .. }), "{refused}");
    }
}

#[test]
fn a_picture_of_the_wrong_size_is_an_error_and_not_a_panic() {
    let mut writer = FilmWriter::new(Cursor::new(Vec::new()), WIDTH, HEIGHT, FilmCoding::good(RATE)).unwrap();
    assert!(matches!(writer.push_rgba(&[0; 16]), Err(RecordError::Size { frame: 0, .. })));
}
