#!/usr/bin/env bash
# Prints how long builds take: bench/build.sh [--clean]. With --clean also those that begin with nothing; they take long.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ROUNDS=${ROUNDS:-5}
interactor=features/cancel_order/src/interactor.rs

# How many seconds a command takes.
seconds() {
    local begun=$EPOCHREALTIME
    "$@" >&2
    awk -v begun="$begun" -v ended="$EPOCHREALTIME" 'BEGIN { printf "%.1f\n", ended - begun }'
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

touch_and_test() {
    touch "$interactor"
    seconds cargo test --locked --quiet --package cancel_order
}

cargo test --locked --quiet --package cancel_order >&2
touched=$(for ((round = 0; round < ROUNDS; round++)); do touch_and_test; done | median)

echo "$(nproc) cores, $(uname -sm); load average of the last minute at the end: $(cut -d ' ' -f 1 /proc/loadavg)"
echo "cargo test -p cancel_order after touching its interactor, median of $ROUNDS: $touched s"
if [ "${1:-}" = --clean ]; then
    folder=$(mktemp -d "${TMPDIR:-/tmp}/tranche-build.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    export CARGO_TARGET_DIR="$folder"
    echo "cargo test -p cancel_order from clean: $(seconds cargo test --locked --quiet --package cancel_order) s"
    rm -rf "${folder:?}"/*
    echo "cargo build -p tranche from clean: $(seconds cargo build --locked --quiet --package tranche) s"
fi
