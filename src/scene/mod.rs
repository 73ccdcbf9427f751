//! Scenes: a file is parsed, validated as a whole, and spawned.

pub mod file;
