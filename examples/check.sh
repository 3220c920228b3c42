#!/usr/bin/env bash
# Adds the aggregate of docs/adding-an-aggregate.md to a copy of this tree, as its reader would, and tests it there:
#
#   testing/with-dynamodb.sh testing/with-postgres.sh examples/check.sh     # what `make aggregate-check` runs
#   examples/check.sh counts                                                # what the aggregate costs, and nothing else
#   examples/check.sh tree                                                  # makes the copy, and prints its path
#
# The copy is in target/aggregate/tranche and stays there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. testing/tree.sh

root=$PWD
example=examples/supplier
slice=features/supplier_crud
work=$root/target/aggregate
tree=$work/tranche

main() {
    case ${1:-all} in
    counts) counts ;;
    tree) lay_out && echo "$tree" ;;
    all)
        counts
        lay_out
        check
        ;;
    *)
        echo "usage: examples/check.sh [counts|tree]" >&2
        exit 2
        ;;
    esac
}

# Compares what the aggregate costs with its limits.
counts() {
    local new in_slice
    new=$(cd "$example" && find . -type f ! -path "./$slice/*" ! -name shared.patch | wc -l)
    in_slice=$(find "$example/$slice" -type f | wc -l)
    count "new files outside of the slice" "$new" 6
    count "shared files" "$(grep -c '^+++ ' "$example/shared.patch")" 10
    count "shared lines" "$(grep '^+' "$example/shared.patch" | grep -vc '^+++ ')" 30
    count "files of the slice, tests included" "$in_slice" 14
}

count() {
    printf '%-36s %3d of at most %d\n' "$1" "$2" "$3"
    [ "$2" -le "$3" ] || { echo "$1: $2 are more than the limit of $3; remove some" >&2; exit 1; }
}

# The tracked files of this tree, as they are, and the example over them.
lay_out() {
    local stage=$work/stage
    stage "$stage" example
    (cd "$example" && find . -type f ! -name shared.patch -print0 | tar --create --null --files-from=-) |
        tar --extract --directory="$stage"
    # Beside a manifest of the workspace, another one of this name would be taken for a member that is missing.
    mv "$stage/$slice/manifest.toml" "$stage/$slice/Cargo.toml"
    (cd "$stage" && GIT_CEILING_DIRECTORIES=$work git apply --whitespace=error "$root/$example/shared.patch")
    rm -rf "$stage/examples"
    bring_over "$stage" "$tree"
}

check() {
    cd "$tree"
    export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
    say "format"
    cargo fmt --all --check
    say "the rules of the aggregate"
    cargo test --offline --package domain --lib -- supplier
    say "build"
    cargo build --offline --workspace --bins --tests
    say "the slice, the architecture, and all stores"
    cargo test --offline --workspace --test supplier_crud --test architecture
    cargo test --offline --workspace --test contract --test contract_postgres --test contract_dynamodb -- supplier
    say "roles over HTTP"
    local store
    for store in memory sqlite; do cargo test --offline --workspace --test http -- "$store::roles::"; done
    say "the OpenAPI document"
    "$CARGO_TARGET_DIR/debug/tranche" openapi >"$work/openapi.json"
    local operation
    for operation in listSuppliers createSupplier viewSupplier updateSupplier deleteSupplier; do
        grep --quiet "\"operationId\": \"$operation\"" "$work/openapi.json" || { echo "$operation is missing" >&2; exit 1; }
    done
    say "create, read, update and delete over HTTP, on SQLite"
    "$root/examples/life.sh" "$CARGO_TARGET_DIR/debug/tranche"
}

main "$@"
