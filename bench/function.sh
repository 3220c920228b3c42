#!/usr/bin/env bash
# Prints the cost of the function that `make lambda` built: bench/function.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

zip=target/lambda/tranche-lambda/bootstrap.zip
[ -f "$zip" ] || { echo "function: there is no $zip; run \`make lambda\` first" >&2 && exit 1; }
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
python3 -m zipfile --extract "$zip" "$unpacked"
chmod +x "$unpacked/bootstrap"
cargo build --release --locked --package bare_function
export TRANCHE_LAMBDA_BINARY="$unpacked/bootstrap" TRANCHE_BARE_FUNCTION="$PWD/target/release/bare_function"
testing/with-dynamodb.sh cargo test --locked --workspace --test end_to_end -- --nocapture function_timings::
echo "$zip has $(stat --format %s "$zip") bytes"
