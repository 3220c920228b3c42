//! The product as a function of AWS Lambda.

use std::process::ExitCode;

fn main() -> ExitCode {
    tranche::lambda::run()
}
