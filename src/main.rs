//! The program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    rheobase::cli::main()
}
