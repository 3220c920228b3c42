#!/usr/bin/env bash
# Adds use cases of every kind, two aggregates and fields to a copy of this tree by `cargo slice`, shows that all is green there
# without an edit, calls them over HTTP, removes them, and shows that nothing is left:
#
#   testing/with-dynamodb.sh testing/with-postgres.sh tools/slice/check.sh     # what `make slice-check` runs
#   tools/slice/check.sh tree                                                  # makes the copy alone
#
# It is a part of `make ci`, so it builds and runs what additions can break, and that alone: matrix.sh has the rest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/slice/copy.sh

# Name, method, path, role, and what a super admin is answered.
slices=(
    "close_account DELETE /api/v1/auth/account user 204"
    "publish_notices POST /api/v1/notices admin 204"
    "pin_notices PUT /api/v1/notices/pinned super_admin 204"
    "list_notices GET /api/v1/notices open 200"
    "count_notices GET /api/v1/notices/count user 200"
)
names=("${slices[@]%% *}")
made=("${names[@]}" supplier_crud shipment_crud)

main() {
    case ${1:-all} in
    tree) lay_out && echo "$tree" ;;
    all)
        lay_out
        cd "$tree"
        add_all
        check
        take_out "${names[@]}" shipment supplier
        ;;
    *)
        echo "usage: tools/slice/check.sh [tree]" >&2
        exit 2
        ;;
    esac
}

add_all() {
    local slice name method path role
    for slice in "${slices[@]}"; do
        read -r name method path role _ <<<"$slice"
        add use-case "$name" --method "$method" --path "$path" --role "$role"
    done
    add aggregate supplier 'name:text(1..100):unique' 'email:text(3..254)?' 'status:enum(active,blocked)=active' \
        'credit:money?' 'rating:integer(1..5)?' 'since:date?' 'product:ref(product)?'
    # After the first one, and about it.
    add aggregate shipment 'number:integer(1..999999999):unique' 'express:boolean=false' 'supplier:ref(supplier)' --owned-by user
    add field supplier 'phone:text(3..30)?'
    add field supplier 'level:enum(low,high)=low'
}

check() {
    build "${made[@]}" seed_store architecture contract contract_postgres contract_dynamodb http
    document
    local slice method path
    for slice in "${slices[@]}"; do
        read -r _ method path _ <<<"$slice"
        grep --quiet "\"$path\": {" docs/openapi.json || { echo "$method $path is missing in it" >&2; exit 1; }
    done
    step "the slices, the rules, the architecture"
    cargo test --locked --workspace "${made[@]/#/--test=}" --test seed_store --test architecture
    cargo test --locked --package domain --lib -- supplier shipment
    step "the aggregates on every store, also over HTTP"
    on_every_store supplier suppliers
    on_every_store shipment shipments
    step "roles and documentation over HTTP"
    cargo test --locked --workspace --test http -- memory::roles::
    cargo test --locked --workspace --test http -- memory::documentation::
    step "calls over HTTP, on SQLite"
    calls
    step "format and lints"
    make --no-print-directory clippy TESTS="${made[*]/#/--test=} --test http"
}

# In a shell of its own: it changes the folder and ends a server.
calls() (
    . "$root/testing/server.sh"
    start_server "$CARGO_TARGET_DIR/debug/tranche"
    local slice method path status body tag
    for slice in "${slices[@]}"; do
        read -r _ method path _ status <<<"$slice"
        body=
        case $method in POST | PUT | PATCH) body='{}' ;; esac
        call "$status" "$method" "${path#/api/v1}" "$body"
        echo "$method $path: $status"
    done
    call 201 POST /products '{"name":"Tea"}'
    product=$(field id)
    call 201 POST /suppliers "{\"name\":\" Acme \",\"productId\":\"$product\",\"credit\":{\"amount\":5,\"currency\":\"EUR\"}}"
    path=/suppliers/$(field id)
    supplier=$(field id)
    tag=$(header etag)
    expect '"name":"Acme"' '"email":null' '"status":"active"' "\"productId\":\"$product\"" '"amount":5' '"phone":null' '"level":"low"'
    call 409 POST /suppliers '{"name":"Acme"}'
    expect '"code":"supplier-name-taken"'
    call 422 POST /suppliers '{"name":"Ajax","rating":6}'
    expect '"code":"invalid-supplier"' '"pointer":"/rating"'
    call 422 POST /suppliers "{\"name\":\"Ajax\",\"productId\":\"$supplier\"}"
    expect '"code":"unknown-product"' '"pointer":"/productId"'
    call 200 PUT "$path" '{"status":"blocked","credit":null,"phone":"110"}' --header "If-Match: $tag"
    call 412 PUT "$path" '{"name":"Ajax"}' --header "If-Match: $tag"
    call 200 GET '/suppliers?status=active'
    expect '"suppliers":[]'
    call 200 GET '/suppliers?level=low'
    expect '"phone":"110"'
    call 201 POST /shipments "{\"number\":7,\"supplierId\":\"$supplier\"}"
    expect '"express":false' "\"supplierId\":\"$supplier\""
    call 204 DELETE "$path"
    call 404 GET "$path"
    call 422 POST /shipments "{\"number\":8,\"supplierId\":\"$supplier\"}"
    expect '"code":"unknown-supplier"'
    echo "suppliers and shipments: created, listed, updated and deleted"
)

main "$@"
