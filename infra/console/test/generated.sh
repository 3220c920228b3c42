#!/usr/bin/env bash
# Adds an aggregate to a copy of this tree by `cargo slice`, and builds the server of it, for generated.test.mjs:
# infra/console/test/generated.sh. The copy is in target/slices/tranche, and the server in target/slices/tranche-with-suppliers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
. tools/slice/copy.sh

lay_out
cd "$tree"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
slice aggregate supplier 'name:text(1..100):unique' 'email:text(3..254)?' 'status:enum(active,blocked)=active' \
    'credit:money?' 'rating:integer(1..5)?' 'since:date?' 'product:ref(product)?' --force
[ -z "$(git status --porcelain infra/console)" ] || { echo "The console was changed." >&2; exit 1; }
cargo build --offline --locked --bin tranche
cp "$CARGO_TARGET_DIR/debug/tranche" "$work/tranche-with-suppliers"
