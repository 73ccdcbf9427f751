//! The real program under a virtual display with a software renderer draws frames that are not blank.
//!
//! Needs `Xvfb` and `import` (ImageMagick). Without them it says so and passes, unless `RHEOBASE_TEST_WINDOW=required`.

use bevy::asset::RenderAssetUsages;
use bevy::image::{CompressedImageFormats, Image, ImageSampler, ImageType};
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A child process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn installed(tool: &str) -> bool {
    Command::new(tool).arg("-help").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// A virtual display and its number.
fn display() -> (Running, String) {
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

/// A picture of the whole display as RGBA bytes with its width and height.
fn picture(display: &str, file: &PathBuf) -> (Vec<u8>, usize, usize) {
    let taken = Command::new("import")
        .args(["-display", display, "-window", "root"])
        .arg(format!("png32:{}", file.display()))
        .status()
        .expect("import runs");
    assert!(taken.success());
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
    (image.data.expect("pixels"), width, height)
}

/// Share of the pixels in the middle of a picture that differ from the commonest colour there, and the number of colours.
fn drawn((pixels, width, height): &(Vec<u8>, usize, usize)) -> (f64, usize) {
    let mut counts = std::collections::HashMap::<[u8; 3], usize>::new();
    let mut total = 0;
    for y in height / 4..height / 2 {
        for x in width * 3 / 8..width * 5 / 8 {
            let at = 4 * (y * width + x);
            *counts.entry([pixels[at], pixels[at + 1], pixels[at + 2]]).or_default() += 1;
            total += 1;
        }
    }
    let commonest = counts.values().max().copied().unwrap_or(0);
    (1.0 - commonest as f64 / f64::from(total), counts.len())
}

#[test]
fn the_window_draws_a_living_network() {
    if !(installed("Xvfb") && installed("import")) {
        assert!(
            std::env::var_os("RHEOBASE_TEST_WINDOW").is_none_or(|value| value != "required"),
            "Xvfb and ImageMagick are needed: sudo apt install xvfb imagemagick mesa-vulkan-drivers"
        );
        eprintln!("window test left out: Xvfb or ImageMagick is missing");
        return;
    }
    let folder = std::env::temp_dir().join(format!("rheobase-window-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    let (_server, display) = display();
    let program = Command::new(env!("CARGO_BIN_EXE_rheobase"))
        .arg("--no-settings")
        .env("XDG_CONFIG_HOME", &folder)
        .env("DISPLAY", &display)
        .env("XDG_RUNTIME_DIR", &folder)
        .env_remove("WAYLAND_DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut program = Running(program);
    let begin = Instant::now();
    let first = loop {
        assert!(program.0.try_wait().expect("a process").is_none(), "the program ended by itself");
        assert!(begin.elapsed() < Duration::from_mins(1), "no picture within a minute");
        std::thread::sleep(Duration::from_millis(500));
        let picture = picture(&display, &folder.join("first.png"));
        let (share, colours) = drawn(&picture);
        if share > 0.2 && colours > 200 {
            break picture;
        }
    };
    std::thread::sleep(Duration::from_secs(3));
    let second = picture(&display, &folder.join("second.png"));
    assert!(program.0.try_wait().expect("a process").is_none(), "the program ended by itself");
    let changed = first.0.iter().zip(&second.0).filter(|(a, b)| a != b).count();
    assert!(changed > 1000, "the picture stands still: {changed} bytes differ after three seconds");
    assert!(!folder.join("rheobase").exists(), "settings were kept in spite of --no-settings");
    drop(std::fs::remove_dir_all(&folder));
}
