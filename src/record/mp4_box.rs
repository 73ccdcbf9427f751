//! The boxes that an MP4 file is made of (ISO/IEC 14496-12), and the numbers in them.

use std::io;

/// A box of a kind with what a function puts into it.
pub fn make_box(into: &mut Vec<u8>, kind: [u8; 4], fill: impl FnOnce(&mut Vec<u8>)) {
    let start = into.len();
    into.extend([0; 4]);
    into.extend(kind);
    fill(into);
    let size = count(into.len() - start);
    into[start..start + 4].copy_from_slice(&size.to_be_bytes());
}

/// Begin of a box that players skip; what is in it does not matter.
pub fn free_box_header(into: &mut Vec<u8>, size: u64) {
    put32(into, u32::try_from(size).unwrap_or(u32::MAX));
    into.extend(b"free");
}

/// A number of 16 bits.
pub fn put16(into: &mut Vec<u8>, value: u16) {
    into.extend(value.to_be_bytes());
}

/// A number of 32 bits.
pub fn put32(into: &mut Vec<u8>, value: u32) {
    into.extend(value.to_be_bytes());
}

/// A number of 64 bits.
pub fn put64(into: &mut Vec<u8>, value: u64) {
    into.extend(value.to_be_bytes());
}

/// Version and flags of 0, the number of values, and the values.
pub fn put_table(into: &mut Vec<u8>, values: &[u32]) {
    put32(into, 0);
    put32(into, count(values.len()));
    for &value in values {
        put32(into, value);
    }
}

/// The unit matrix: the picture is shown as it is.
pub fn put_matrix(into: &mut Vec<u8>) {
    for value in [0x0001_0000, 0, 0, 0, 0x0001_0000, 0, 0, 0, 0x4000_0000] {
        put32(into, value);
    }
}

/// A number in 32 bits; the largest one where it does not fit.
pub fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Length of a picture.
///
/// # Errors
/// It does not fit into 32 bits.
pub fn length(value: usize) -> io::Result<u32> {
    u32::try_from(value).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "a picture of more than 4 GiB"))
}
