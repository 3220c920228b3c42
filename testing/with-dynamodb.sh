#!/usr/bin/env bash
# Runs a command with a DynamoDB to test on: its URL is in TEST_DYNAMODB_URL, and a test that can't reach it fails.
#
#   testing/with-dynamodb.sh cargo test --workspace --test contract_dynamodb
#   SECOND=1 testing/with-dynamodb.sh cargo test --workspace --test contract_dynamodb
#
# A server that TEST_DYNAMODB_URL names already is used as it is; tests create tables there and leave them. Otherwise an
# emulator runs on a free port of 127.0.0.1 and ends with the command: dynoxide (in Rust, from crates.io), or, where
# SECOND is set, ministack (in Python, from PyPI), which is independent of it. Each is a tool of its own in target/tools
# (or where TOOLS says), since what dynoxide is built from would hold back the SQLite of this workspace.
set -euo pipefail

DYNOXIDE_VERSION=3.2.0
MINISTACK_VERSION=1.5.33

main() {
    export TRANCHE_TESTS_REQUIRE_DYNAMODB=1
    if [ -n "${TEST_DYNAMODB_URL:-}" ]; then
        echo "with-dynamodb: the server of TEST_DYNAMODB_URL"
        exec "$@"
    fi
    local root
    root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
    tools=${TOOLS:-$root/target/tools}
    case $tools in /*) ;; *) tools=$root/$tools ;; esac
    mkdir -p "$tools"
    folder=$(mktemp -d "${TMPDIR:-/tmp}/tranche-dynamodb.XXXXXX")
    server=
    trap stop_server EXIT
    if [ -n "${SECOND:-}" ]; then run_with ministack "$@"; else run_with dynoxide "$@"; fi
}

install_dynoxide() {
    # Not with the build folder or the lockfile of the workspace.
    [ -f "$tools/dynoxide-$DYNOXIDE_VERSION.installed" ] && return
    # Its own profile takes half as long again, for a program that is smaller.
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        cargo install --locked --root "$tools" --target-dir "$folder/build" dynoxide-rs --version "$DYNOXIDE_VERSION" \
        --no-default-features --features native-sqlite,http-server,cli
    touch "$tools/dynoxide-$DYNOXIDE_VERSION.installed"
}

start_dynoxide() {
    "$tools/bin/dynoxide" serve --host 127.0.0.1 --port "$1" --log quiet >"$folder/server.log" 2>&1 &
}

install_ministack() {
    [ -f "$tools/ministack-$MINISTACK_VERSION.installed" ] && return
    python3 -m venv --clear "$tools/ministack"
    "$tools/ministack/bin/pip" install --quiet "ministack==$MINISTACK_VERSION"
    touch "$tools/ministack-$MINISTACK_VERSION.installed"
}

start_ministack() {
    BIND_HOST=127.0.0.1 GATEWAY_PORT="$1" "$tools/ministack/bin/python" -m ministack >"$folder/server.log" 2>&1 &
}

run_with() {
    local emulator=$1 port
    shift
    "install_$emulator"
    for _ in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000))
        # A server that answers there already is another process's.
        if answers "$port"; then continue; fi
        "start_$emulator" "$port"
        server=$!
        if is_ready "$port"; then
            echo "with-dynamodb: $emulator on port $port"
            TEST_DYNAMODB_URL="http://127.0.0.1:$port" "$@"
            return
        fi
        stop_process
    done
    cat "$folder/server.log" >&2
    exit 1
}

answers() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

is_ready() {
    for _ in $(seq 300); do
        kill -0 "$server" 2>/dev/null || return 1
        if answers "$1"; then return 0; fi
        sleep 0.1
    done
    return 1
}

stop_process() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

stop_server() {
    stop_process
    rm -rf "$folder"
}

main "$@"
