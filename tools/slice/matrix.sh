#!/usr/bin/env bash
# Adds aggregates with every type of field and every option to a copy of this tree by `cargo slice`, and then a field of every type
# that can be added later. It shows that all is green there without an edit, that the binary of before and the one with the fields share
# a store, removes all, and shows that nothing is left:
#
#   testing/with-dynamodb.sh testing/with-postgres.sh tools/slice/matrix.sh     # what `make slice-matrix` runs
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/slice/copy.sh

names=(supplier brand offer memo price_list person link)
plurals=(suppliers brands offers memos price_lists people links)

lay_out
cd "$tree"

add aggregate supplier 'name:text(1..100):unique' 'email:text(3..254)?' 'status:enum(active,blocked)=active'
# Every type: required, absent, unique, with a default; references to what stands here and to what was added.
add aggregate brand 'title:text(1..80):unique' 'number:integer(-5..9000000):unique' 'status:enum(active,very_blocked)=active' \
    'tier:enum(aa,bb)?' 'rating:integer(1..5)?' 'weight:integer(0..1000)=5' 'note:text(0..10)?' 'label:text(2..2)' \
    'product:ref(product)?' 'spare:ref(product)' 'maker:ref(supplier)' 'keeper:ref(user)?'
add aggregate offer 'level:enum(low,high)' 'credit:money?' 'fee:money' 'size:integer(1..9)' 'since:date?' 'until:date' \
    'visible:boolean' 'hidden:boolean=true' 'odd:boolean?' 'number:text(1..10)?'
# Owners, other readers and writers, more unique values than a commit of a whole batch has room for, another plural, references
# alone.
add aggregate memo 'text:text(1..500)' 'status:enum(open,done)=open' 'brand:ref(brand)?' --owned-by user
add aggregate price_list 'code:integer(0..100000000):unique' 'title:text(1..40):unique' 'short:text(1..8):unique' --read user --write user
add aggregate person 'day:date' --read admin --plural people
add aggregate link 'one:ref(supplier)' 'other:ref(price_list)' --read user

step "the binary of before"
cargo build --locked --workspace --bin tranche
cp "$CARGO_TARGET_DIR/debug/tranche" "$work/tranche-of-before"

for field in 'phone:text(3..30)?' 'level:enum(low,high)=low' 'weight:integer(0..1000)=5' 'credit:money?' 'listed:boolean=true' \
    'since:date?' 'product:ref(product)?' 'tier:enum(aa,bb)?'; do
    add field supplier "$field"
done
add field memo 'size:integer(1..9)?'
add field memo 'loud:boolean?'

tests=("${names[@]/%/_crud}")
build "${tests[@]}" seed_store architecture contract contract_postgres contract_dynamodb http
document
step "the binary of before, and the one with the fields"
"$root/tools/slice/beside.sh" "$work/tranche-of-before" "$CARGO_TARGET_DIR/debug/tranche"
step "the slices, the rules, the architecture"
cargo test --locked --workspace "${tests[@]/#/--test=}" --test seed_store --test architecture
cargo test --locked --package domain --lib -- "${names[@]}"
step "every store, also over HTTP"
for at in "${!names[@]}"; do on_every_store "${names[$at]}" "${plurals[$at]}"; done
cargo test --locked --workspace --test http -- roles::
step "format, lints and documentation"
make --no-print-directory lint

take_out link person price_list memo offer brand supplier
