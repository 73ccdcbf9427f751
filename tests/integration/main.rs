mod film;

#[test]
fn builds() {}
