#[test] fn builds(){}
mod film;
