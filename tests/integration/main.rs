mod cli;
mod scene_errors;

#[test]
fn builds() {}
