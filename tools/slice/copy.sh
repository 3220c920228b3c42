# What scripts share that try `cargo slice` on a copy of this tree: sourced by them, from the root of the repository.
#
# The copy is in target/slices/tranche and stays there.

. testing/tree.sh

root=$PWD
work=$root/target/slices
tree=$work/tranche
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target} CARGO_NET_OFFLINE=true
# Nobody looks into these builds with a debugger.
export CARGO_PROFILE_DEV_DEBUG=0

# Begins a step, and reports how long the one before it took: step [TEXT]
step() {
    [ -z "${doing:-}" ] || printf '(%s: %d s)\n' "$doing" $((SECONDS - began))
    doing=${1:-} began=$SECONDS
    [ -z "$doing" ] || say "$doing"
}

# The tracked files of this tree, as they are, all of them committed in a git of their own.
lay_out() {
    stage "$work/stage" slices
    bring_over "$work/stage" "$tree"
    (
        cd "$tree"
        cargo metadata --format-version 1 >/dev/null
        [ -d .git ] || git init --quiet
        git add --all
        git -c user.name=Check -c user.email=check@example.test -c commit.gpgsign=false commit --quiet --allow-empty --message "As it is"
    )
    env --unset=CARGO_PROFILE_DEV_DEBUG cargo build --locked --workspace --bin cargo-slice
    # The build of the copy has another one.
    cp "$CARGO_TARGET_DIR/debug/cargo-slice" "$work/cargo-slice"
}

# `cargo slice` as this tree has it, in the copy.
slice() {
    "$work/cargo-slice" "$@"
}

# Adds a slice, or a field. It takes 5 seconds at most, of the processor: others may be busy too. The changes that are not
# committed are those of the slices before.
add() {
    local seconds
    step "add $1 $2"
    { seconds=$(TIMEFORMAT='%U + %S' && { time slice "$@" --force >&3 2>&4; } 2>&1); } 3>&1 4>&2
    awk "BEGIN { exit !($seconds <= 5) }" || { echo "It took more than 5 seconds: $seconds." >&2; exit 1; }
}

# Builds the product with these tests: build TEST...
build() {
    step "build"
    cargo test --locked --workspace --no-run --test documents --test schema "${@/#/--test=}"
}

# Makes the documents anew that are made from code.
document() {
    step "the documents that are made from code"
    "$CARGO_TARGET_DIR/debug/tranche" openapi >"$work/openapi.json"
    mv "$work/openapi.json" docs/openapi.json
    update_documents
    # The copy has a version of its own, which its documents do not name.
    cargo test --locked --workspace --test documents --test schema -- --skip versions::the_version_of_the_workspace
}

# Runs the cases of an aggregate in the contract of stores and in the HTTP suite, which take one name at a time: on_every_store ONE SEVERAL
on_every_store() {
    local cases
    for cases in "domain::$1::" "$2::"; do
        cargo test --locked --workspace --test contract --test contract_postgres --test contract_dynamodb -- "$cases"
    done
    cargo test --locked --workspace --test http -- "$2::"
}

# Removes slices, makes the documents anew, and shows that nothing is left of them.
take_out() {
    local name
    for name in "$@"; do
        step "remove $name"
        slice remove "$name"
    done
    build
    document
    step "what is left"
    git status --porcelain
    [ -z "$(git status --porcelain)" ] || { git diff >&2; echo "Something is left." >&2; exit 1; }
    cargo metadata --locked --format-version 1 >/dev/null
    echo "nothing"
    step
}
