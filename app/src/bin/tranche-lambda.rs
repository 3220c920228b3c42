//! The service as an AWS Lambda function.

use std::process::ExitCode;

fn main() -> ExitCode {
    tranche::lambda::run()
}
