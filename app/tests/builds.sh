#!/usr/bin/env bash
# Builds the binaries with each store alone, and runs the HTTP suite on them: app/tests/builds.sh
#
# The architecture tests check what a build must not contain; this checks that it works.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

folder=$(mktemp -d "${TMPDIR:-/tmp}/tranche-builds.XXXXXX")
trap 'rm -rf "$folder"' EXIT

# Features, and the cases of the suite that need no others.
builds=(
    " memory::"
    "sqlite,console sqlite::"
    "postgres postgres::"
    "dynamodb dynamodb::"
    "sqlite,lambda function_v1::sqlite::"
    "dynamodb,lambda function_v2::dynamodb::"
)

for build in "${builds[@]}"; do
    features=${build% *}
    echo "builds: features '$features'"
    cargo build --locked --package tranche --no-default-features --features "$features"
    mkdir "$folder/$features-"
    cp target/debug/tranche "$folder/$features-/"
    case $features in *lambda) cp target/debug/tranche-lambda "$folder/$features-/" ;; esac
done

# A store that is not built in is refused, with the command that builds it in.
refused() {
    local output
    if output=$(TRANCHE_STORE__URL=$2 "$folder/-/tranche" config check 2>&1); then
        echo "builds: without the feature $1, $2 is accepted" >&2
        exit 1
    fi
    case $output in
        *"cargo run --features $1"*) ;;
        *) echo "builds: without the feature $1, $2 is refused by: $output" >&2 && exit 1 ;;
    esac
}
refused sqlite sqlite://tranche.db
refused postgres postgres://tranche@localhost/tranche
refused dynamodb 'dynamodb://tranche?region=eu-central-1'

cargo test --locked --workspace --test http --no-run
for build in "${builds[@]}"; do
    features=${build% *} cases=${build#* }
    echo "builds: $cases on features '$features'"
    skip=()
    case $cases in function*) ;; *) skip=(--skip function_) ;; esac
    case $features in *console*) ;; *) skip+=(--skip ::console::) ;; esac
    # All cases of the store, including those that the usual run has over another store only.
    TRANCHE_TESTS_LONG=1 TRANCHE_BINARY="$folder/$features-/tranche" TRANCHE_LAMBDA_BINARY="$folder/$features-/tranche-lambda" \
        testing/with-dynamodb.sh testing/with-postgres.sh \
        cargo test --locked --workspace --test http -- "$cases" ${skip[@]+"${skip[@]}"}
done
