mod film;
mod panels;

#[test]
fn builds() {}
