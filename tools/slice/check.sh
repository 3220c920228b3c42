#!/usr/bin/env bash
# Adds use cases of every kind to a copy of this tree by `cargo slice`, shows that all is green there without an edit, calls them over
# HTTP, removes them, and shows that nothing is left. `make slice-check` runs it; `tools/slice/check.sh tree` makes the copy alone.
#
# The copy is in target/slices/tranche and stays there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. testing/tree.sh

root=$PWD
work=$root/target/slices
tree=$work/tranche

# Name, method, path, role, and what a super admin is answered.
slices=(
    "close_account DELETE /api/v1/auth/account user 204"
    "publish_notices POST /api/v1/notices admin 204"
    "pin_notices PUT /api/v1/notices/pinned super_admin 204"
    "list_notices GET /api/v1/notices open 200"
    "count_notices GET /api/v1/notices/count user 200"
)
names=("${slices[@]%% *}")

main() {
    case ${1:-all} in
    tree) lay_out && echo "$tree" ;;
    all)
        lay_out
        add
        check
        take_out
        ;;
    *)
        echo "usage: tools/slice/check.sh [tree]" >&2
        exit 2
        ;;
    esac
}

# The tracked files of this tree, as they are, all of them committed in a git of their own.
lay_out() {
    stage "$work/stage" slices
    bring_over "$work/stage" "$tree"
    (
        cd "$tree"
        cargo metadata --offline --format-version 1 >/dev/null
        [ -d .git ] || git init --quiet
        git add --all
        git -c user.name=Check -c user.email=check@example.test -c commit.gpgsign=false commit --quiet --allow-empty --message "As it is"
    )
    cargo build --offline --package slice
}

# `cargo slice` as this tree has it, in the copy.
slice() {
    "${CARGO_TARGET_DIR:-$root/target}/debug/cargo-slice" "$@"
}

add() {
    cd "$tree"
    local slice name method path role began
    for slice in "${slices[@]}"; do
        read -r name method path role _ <<<"$slice"
        say "add $name"
        began=$(date +%s)
        # The changes that are not committed are those of the slices before.
        slice use-case "$name" --method "$method" --path "$path" --role "$role" --force
        [ $(($(date +%s) - began)) -le 5 ] || { echo "It took more than 5 seconds." >&2; exit 1; }
    done
}

check() {
    cd "$tree"
    export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
    say "format, lints and documentation"
    CARGO_NET_OFFLINE=true make --no-print-directory lint
    say "build"
    cargo build --offline --locked --workspace --bins --tests
    say "the OpenAPI document"
    "$CARGO_TARGET_DIR/debug/tranche" openapi >"$work/openapi.json"
    mv "$work/openapi.json" docs/openapi.json
    local slice method path
    for slice in "${slices[@]}"; do
        read -r _ method path _ <<<"$slice"
        grep --quiet "\"$path\": {" docs/openapi.json || { echo "$method $path is missing in it" >&2; exit 1; }
    done
    say "the slices, the architecture, the documents"
    local tests=("${names[@]/#/--test=}")
    cargo test --offline --locked --workspace "${tests[@]}" --test architecture
    cargo test --offline --locked --workspace --test documents -- openapi
    say "roles and documentation over HTTP"
    local store
    for store in memory sqlite; do
        cargo test --offline --locked --workspace --test http -- "$store::roles::"
        cargo test --offline --locked --workspace --test http -- "$store::documentation::"
    done
    say "calls over HTTP, on SQLite"
    calls
}

# In a shell of its own: it changes the folder and ends a server.
calls() (
    . "$root/testing/server.sh"
    start_server "$CARGO_TARGET_DIR/debug/tranche"
    local slice method path status body
    for slice in "${slices[@]}"; do
        read -r _ method path _ status <<<"$slice"
        body=
        case $method in POST | PUT | PATCH) body='{}' ;; esac
        call "$status" "$method" "${path#/api/v1}" "$body"
        echo "$method $path: $status"
    done
)

take_out() {
    cd "$tree"
    local name
    for name in "${names[@]}"; do
        say "remove $name"
        slice remove "$name"
    done
    say "what is left"
    git status --porcelain
    [ -z "$(git status --porcelain)" ] || { git diff >&2; echo "Something is left." >&2; exit 1; }
    cargo metadata --offline --locked --format-version 1 >/dev/null
    echo "nothing"
}

main "$@"
