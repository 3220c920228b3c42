#!/usr/bin/env bash
# Prints what the function costs, of release builds: bench/function.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo build --release --locked --package tranche --no-default-features --features dynamodb,lambda --bin tranche-lambda
cargo build --release --locked --package bare_function
cp target/release/tranche-lambda target/release/tranche-lambda-alone
trap 'rm -f target/release/tranche-lambda-alone' EXIT
export TRANCHE_LAMBDA_BINARY="$PWD/target/release/tranche-lambda-alone"
export TRANCHE_BARE_FUNCTION="$PWD/target/release/bare_function"
infra/dynamodb/tests/with-dynamodb.sh cargo test --locked --package tranche --test end_to_end -- --nocapture function_figures::
