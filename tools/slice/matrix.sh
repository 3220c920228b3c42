#!/usr/bin/env bash
# Adds aggregates with every type of field and every option to a copy of this tree by `cargo slice`, shows that all is green there without
# an edit, removes them, and shows that nothing is left:
#
#   testing/with-dynamodb.sh testing/with-postgres.sh tools/slice/matrix.sh     # what `make slice-matrix` runs
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/slice/copy.sh

names=(supplier brand offer memo price_list person link)
plurals=(suppliers brands offers memos price_lists people links)

lay_out
cd "$tree"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}

add aggregate supplier 'name:text(1..100):unique' 'email:text(3..254)?'
# Every type: required, absent, unique, with a default; references to what stands here and to what was added.
add aggregate brand 'title:text(1..80):unique' 'number:integer(-5..9000000):unique' 'status:enum(active,very_blocked)=active' \
    'tier:enum(aa,bb)?' 'rating:integer(1..5)?' 'weight:integer(0..1000)=5' 'note:text(0..10)?' 'label:text(2..2)' \
    'product:ref(product)?' 'spare:ref(product)' 'maker:ref(supplier)' 'keeper:ref(user)?'
add aggregate offer 'level:enum(low,high)' 'credit:money?' 'fee:money' 'size:integer(1..9)' 'since:date?' 'until:date' \
    'visible:boolean' 'hidden:boolean=true' 'odd:boolean?' 'number:text(1..10)?'
# Owners, other readers and writers, another plural, references alone.
add aggregate memo 'text:text(1..500)' 'status:enum(open,done)=open' 'brand:ref(brand)?' --owned-by user
add aggregate price_list 'code:integer(0..100000000):unique' --read user --write user
add aggregate person 'day:date' --read admin --plural people
add aggregate link 'one:ref(supplier)' 'other:ref(price_list)' --read user

say "format, lints and documentation"
CARGO_NET_OFFLINE=true make --no-print-directory lint
say "build"
cargo build --offline --locked --workspace --bins --tests
say "the documents that are made from code"
document
cargo test --offline --locked --workspace --test documents --test schema
say "the slices, the rules, the architecture"
tests=("${names[@]/%/_crud}")
cargo test --offline --locked --workspace "${tests[@]/#/--test=}" --test architecture
cargo test --offline --locked --package domain --lib -- "${names[@]}"
say "all four stores, also over HTTP"
for at in "${!names[@]}"; do on_every_store "${names[$at]}" "${plurals[$at]}"; done
cargo test --offline --locked --workspace --test http -- roles::

take_out link person price_list memo offer brand supplier
