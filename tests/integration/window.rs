//! The real program under a virtual display with a software renderer draws frames that are not blank.
//!
//! Needs `Xvfb` and `import` (ImageMagick). Without them it says so and passes, unless `RHEOBASE_TEST_WINDOW=required`.

use crate::display::{Pixels, Running, can_show, decode, display};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A picture of the whole display.
fn picture(display: &str, file: &Path) -> Pixels {
    let taken = Command::new("import")
        .args(["-display", display, "-window", "root"])
        .arg(format!("png32:{}", file.display()))
        .status()
        .expect("import runs");
    assert!(taken.success());
    decode(file)
}

/// Share of the pixels in the middle of a picture that differ from the commonest colour there, and the number of colours.
fn drawn(picture: &Pixels) -> (f64, usize) {
    let mut counts = std::collections::HashMap::<[u8; 3], usize>::new();
    let mut total = 0;
    for y in picture.height / 4..picture.height / 2 {
        for x in picture.width * 3 / 8..picture.width * 5 / 8 {
            *counts.entry(picture.at(x, y)).or_default() += 1;
            total += 1;
        }
    }
    let commonest = counts.values().max().copied().unwrap_or(0);
    (1.0 - commonest as f64 / f64::from(total), counts.len())
}

#[test]
fn the_window_draws_a_living_network() {
    if !can_show(&["Xvfb", "import"]) {
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
    let changed = first.bytes.iter().zip(&second.bytes).filter(|(a, b)| a != b).count();
    assert!(changed > 1000, "the picture stands still: {changed} bytes differ after three seconds");
    assert!(!folder.join("rheobase").exists(), "settings were kept in spite of --no-settings");
    drop(std::fs::remove_dir_all(&folder));
}
