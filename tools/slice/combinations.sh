#!/usr/bin/env bash
# Makes another product of copies of this tree, by `cargo slice strip`, `rename` and `new`, and shows that each builds, starts,
# answers and passes its tests, with no word of what is gone. `make slice-combinations` runs all;
# `tools/slice/combinations.sh COMBINATION...` some: parts of tools/slice/parts with commas between them, `rename` or `new`.
#
# The copies are in target/shapes and stay there. They are built one after the other into one folder, so that what two of them have in
# common is built once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. testing/tree.sh

root=$PWD
work=$root/target/shapes
tree=$work/tree
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target} TOOLS=${TOOLS:-$root/target/tools} CARGO_NET_OFFLINE=true
# Nobody looks into these builds with a debugger.
export CARGO_PROFILE_DEV_DEBUG=0
export GIT_AUTHOR_NAME=Check GIT_AUTHOR_EMAIL=check@example.test
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL

main() {
    local parts combination
    parts=$(for list in tools/slice/parts/*.toml; do basename "$list" .toml; done)
    cargo build --offline --bin cargo-slice
    # As this tree has it: those of the copies are built to the same place.
    cp "$CARGO_TARGET_DIR/debug/cargo-slice" "$root/target/cargo-slice-of-combinations"
    # shellcheck disable=SC2086
    [ $# -gt 0 ] || set -- $parts rename new
    for combination in "$@"; do
        say "$combination"
        lay_out
        case $combination in
        # The names are those of docs/how-to/make-it-yours.md.
        rename) alter rename "Acme Shop" ;;
        new)
            rm -rf "$work/new"
            alter new "$work/new" --name Acme --without "$(echo $parts | tr ' ' ,)"
            (cd "$work/new" && git status --porcelain | { ! grep .; })
            bring_over "$work/new" "$tree"
            ;;
        # shellcheck disable=SC2086
        *) alter strip ${combination//,/ } ;;
        esac
        ! grep --quiet '^  make openapi ' "$work/report" || remake "$combination"
        check "$combination"
    done
}

# The tracked files of this tree, as they are, all of them committed in a git of their own.
lay_out() {
    stage "$work/stage" shapes
    bring_over "$work/stage" "$tree"
    (
        cd "$tree"
        [ -d .git ] || git init --quiet
        # Packages of another version stand in the lockfile.
        cargo metadata --offline --format-version 1 >/dev/null
        git add --all
        git -c commit.gpgsign=false commit --quiet --allow-empty --message "As it is"
    )
}

# Runs `cargo slice` in the copy. What it could not change is a failure.
alter() {
    (
        cd "$tree"
        "$root/target/cargo-slice-of-combinations" "$@" | tee "$work/report"
        ! grep --quiet '^Left, ' "$work/report"
    )
}

# Makes anew what is made from code, as the report says.
remake() (
    cd "$tree"
    say "$1: what is made from code"
    cargo build --offline --locked --workspace --bins --tests
    mkdir -p target
    "$(binary)" openapi >target/openapi.json
    mv target/openapi.json docs/openapi.json
    make --no-print-directory release-contract
    update_documents --offline
    if command -v node >/dev/null && command -v python3 >/dev/null; then make --no-print-directory clients; fi
)

binary() {
    echo "$CARGO_TARGET_DIR/debug/$(sed -n 's/^name = "\(.*\)"$/\1/p' app/Cargo.toml | head -n 1)"
}

check() (
    cd "$tree"
    say "$1: format and lints"
    cargo fmt --all --check
    cargo clippy --offline --locked --workspace --lib --bins --tests -- -D warnings -A clippy::pedantic -A clippy::restriction
    say "$1: build and start"
    cargo build --offline --locked --workspace --bins --tests
    start "$(binary)"
    say "$1: make test"
    git add --all
    # The copy has a version of its own, which its documents do not name.
    make --no-print-directory test SKIP=versions::the_version_of_the_workspace
)

# Signs up over HTTP. In a shell of its own: it changes the folder and ends a server.
start() (
    . "$tree/testing/server.sh"
    start_server "$1"
    # The super admin is signed in.
    rm jar
    call 201 POST /auth/signup '{"username":"ada.lovelace","password":"analytical engine"}'
    echo "signed up: $(cat answer)"
)

main "$@"
