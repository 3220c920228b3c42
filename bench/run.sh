#!/usr/bin/env bash
# Runs measures on SQLite and on PostgreSQL, and writes their tables into docs/performance.md: bench/run.sh [MEASURE...]
#
#   bench/run.sh layers          the cost of the layers
#   bench/run.sh                 everything
#
# BUILD is the profile of the binaries (release), OHA the path of the load generator, ENGINES the stores (sqlite
# postgres), MEASURE_FLAGS the options of the one measure that is named (of layers: --pairs 3 --seconds 2). The
# PostgreSQL is one of its own, with durable commits.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

BUILD=${BUILD:-release}
OHA=${OHA:-target/tools/bin/oha}
ENGINES=${ENGINES:-sqlite postgres}
binaries="target/$BUILD"
measures=("$@")
if [ $# = 0 ]; then measures=(layers instructions durable log-in resources growth fleet moving functions builds); fi
# Each measure has other options: a second one would fail on them, after minutes of the first.
if [ -n "${MEASURE_FLAGS:-}" ] && [ "${#measures[@]}" != 1 ]; then
    echo "MEASURE_FLAGS need exactly one MEASURE: name it, or unset them" >&2
    exit 2
fi

benchmark() {
    local measure=$1
    shift
    local document=()
    if [ "$measure" != check ]; then document=(--document docs/performance.md); fi
    # shellcheck disable=SC2086
    "$binaries/benchmark" "$measure" --product "$binaries/tranche" --bare "$binaries/bare" --oha "$OHA" "${document[@]}" \
        ${MEASURE_FLAGS:-} "$@"
}

# With the URL of a server in TEST_POSTGRES_URL.
on_postgres() { benchmark "$1" --postgres "$TEST_POSTGRES_URL"; }

for measure in "${measures[@]}"; do
    case $measure in
    functions)
        cargo bench --locked --package functions
        benchmark functions
        ;;
    builds) benchmark builds ;;
    *)
        case $measure in fleet | moving) engines=postgres ;; *) engines=$ENGINES ;; esac
        for engine in $engines; do
            case $engine in
            sqlite) benchmark "$measure" ;;
            postgres)
                export -f benchmark on_postgres
                export binaries OHA MEASURE_FLAGS
                [ "$measure" != fleet ] || export TEST_POSTGRES_LIBRARIES=pg_stat_statements
                TEST_POSTGRES_DURABLE=1 testing/with-postgres.sh bash -euo pipefail -c "on_postgres $measure"
                ;;
            *) echo "ENGINES are sqlite and postgres, and not $engine" >&2 && exit 2 ;;
            esac
        done
        if [ "$measure" = layers ]; then "$binaries/benchmark" plot; fi
        ;;
    esac
done
