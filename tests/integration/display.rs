//! A virtual display, and pictures as pixels.

use bevy::asset::RenderAssetUsages;
use bevy::image::{CompressedImageFormats, Image, ImageSampler, ImageType};
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A child process that ends with the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Pixels of four bytes, row by row.
pub struct Pixels {
    pub bytes: Vec<u8>,
    pub width: usize,
    pub height: usize,
}

impl Pixels {
    /// Red, green and blue.
    pub fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let first = 4 * (y * self.width + x);
        [self.bytes[first], self.bytes[first + 1], self.bytes[first + 2]]
    }
}

/// Whether windows can be shown; without the tools it is said, and is a failure where windows are required.
pub fn can_show(tools: &[&str]) -> bool {
    let installed =
        |tool: &&&str| Command::new(tool).arg("-help").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let missing: Vec<&&str> = tools.iter().filter(|tool| !installed(tool)).collect();
    if missing.is_empty() {
        return true;
    }
    assert!(
        std::env::var_os("RHEOBASE_TEST_WINDOW").is_none_or(|value| value != "required"),
        "{missing:?} needed: sudo apt install xvfb imagemagick mesa-vulkan-drivers"
    );
    eprintln!("a test of the window is left out: {missing:?} missing");
    false
}

/// A virtual display and its number.
pub fn display() -> (Running, String) {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x720x24"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb starts");
    let mut number = String::new();
    let mut output = server.stdout.take().expect("a pipe");
    let mut byte = [0];
    while output.read(&mut byte).expect("Xvfb says its display") == 1 && byte[0] != b'\n' {
        number.push(byte[0] as char);
    }
    (Running(server), format!(":{number}"))
}

/// The pixels of a PNG file.
pub fn decode(file: &Path) -> Pixels {
    let bytes = std::fs::read(file).expect("the picture was written");
    let image = Image::from_buffer(
        &bytes,
        ImageType::Extension("png"),
        CompressedImageFormats::NONE,
        true,
        ImageSampler::Default,
        RenderAssetUsages::MAIN_WORLD,
    )
    .expect("a PNG");
    let (width, height) = (image.width() as usize, image.height() as usize);
    Pixels { bytes: image.data.expect("pixels"), width, height }
}
