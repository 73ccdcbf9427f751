#[test] fn builds(){}
