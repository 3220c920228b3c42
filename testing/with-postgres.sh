#!/usr/bin/env bash
# Runs a command with a PostgreSQL server to test on: its URL is in TEST_POSTGRES_URL, and a test that can't reach it fails.
#
#   testing/with-postgres.sh cargo test -p sea_orm_store
#
# A server that TEST_POSTGRES_URL names already is used as it is; its user must be allowed to create databases. Otherwise a
# cluster is created in a temporary folder, with the server's own programs, on a free port of 127.0.0.1, and removed in
# the end. Where the programs are missing, Debian's package is installed, if this may, or docker compose runs the
# server.
#
# With --programs in place of a command, it prints the folder of the programs that are there, installs nothing, and fails where there
# are none: `cargo slice doctor` asks this.
#
# Such a cluster may not survive a power cut, unless TEST_POSTGRES_DURABLE is set, as for measurements. TEST_POSTGRES_LIBRARIES names what it
# loads at its start, such as `pg_stat_statements`.
#
# Tests that restart a server create one of their own, with the programs in the folder that TEST_POSTGRES_PROGRAMS
# names.
set -euo pipefail

main() {
    if [ "${1:-}" = --programs ]; then
        find_programs || exit 1
        return
    fi
    export TRANCHE_TESTS_REQUIRE_POSTGRES=1
    if [ -z "${TEST_POSTGRES_PROGRAMS:-}" ] && programs=$(find_programs); then
        export TEST_POSTGRES_PROGRAMS=$programs
    fi
    if [ -n "${TEST_POSTGRES_URL:-}" ]; then
        echo "with-postgres: the server of TEST_POSTGRES_URL"
        exec "$@"
    fi
    programs=$(find_programs) || programs=$(install_programs) || {
        start_with_compose "$@"
        return
    }
    export TEST_POSTGRES_PROGRAMS=${TEST_POSTGRES_PROGRAMS:-$programs}
    run_with_cluster "$@"
}

# The folder of initdb and pg_ctl, of the newest version that is installed.
find_programs() {
    if command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
        # Behind a link, the other programs that tests need are beside its target.
        dirname "$(readlink -f "$(command -v initdb)")"
        return
    fi
    local newest
    newest=$(find /usr/lib/postgresql /usr/pgsql-* /opt/homebrew/opt/postgresql* -name initdb -path '*/bin/*' 2>/dev/null | sort -V | tail -n 1)
    [ -n "$newest" ] && dirname "$newest"
}

install_programs() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "with-postgres: installing Debian's package postgresql" >&2
    # The package would start a cluster of its own.
    mkdir -p /etc/postgresql-common
    grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf ||
        echo 'create_main_cluster = false' >>/etc/postgresql-common/createcluster.conf
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends postgresql; } >&2 || return 1
    find_programs
}

start_with_compose() {
    if ! docker compose version >/dev/null 2>&1 || ! docker info >/dev/null 2>&1; then
        cat >&2 <<'TEXT'
with-postgres: there is no PostgreSQL to test on. Any one of these helps:
  - name a server that may be filled: TEST_POSTGRES_URL=postgres://user:password@host:5432/postgres
  - install the server's programs (Debian: apt-get install postgresql), so that initdb is found
  - start docker
TEXT
        exit 1
    fi
    local project=tranche-tests-$$ file
    file=$(dirname "${BASH_SOURCE[0]}")/compose.yaml
    trap 'docker compose --project-name "'"$project"'" --file "'"$file"'" down --volumes >/dev/null 2>&1' EXIT
    docker compose --project-name "$project" --file "$file" up --detach --wait
    local address
    address=$(docker compose --project-name "$project" --file "$file" port postgres 5432)
    TEST_POSTGRES_URL="postgres://postgres:postgres@$address/postgres?sslmode=disable" "$@"
}

run_with_cluster() {
    folder=$(mktemp -d "${TMPDIR:-/tmp}/tranche-postgres.XXXXXX")
    trap stop_cluster EXIT
    # PostgreSQL refuses to run as root.
    as=()
    if [ "$(id -u)" = 0 ]; then
        local user
        user=$(id -u postgres >/dev/null 2>&1 && echo postgres || echo nobody)
        chown "$user" "$folder"
        as=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups --)
    fi
    cd_away "$programs/initdb" --pgdata "$folder/data" --username postgres --auth trust --encoding UTF8 --locale C --icu-locale en-US --locale-provider icu >"$folder/initdb.log" ||
        { cat "$folder/initdb.log" >&2; exit 1; }
    # Tests create a database each, and look at what is committed, not at what survives a power cut.
    cat >>"$folder/data/postgresql.conf" <<'CONF'
listen_addresses = '127.0.0.1'
max_connections = 400
CONF
    if [ -z "${TEST_POSTGRES_DURABLE:-}" ]; then
        printf '%s\n' 'fsync = off' 'full_page_writes = off' >>"$folder/data/postgresql.conf"
    fi
    echo "shared_preload_libraries = '${TEST_POSTGRES_LIBRARIES:-}'" >>"$folder/data/postgresql.conf"
    echo "unix_socket_directories = '$folder'" >>"$folder/data/postgresql.conf"
    local port
    for _ in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000))
        if cd_away "$programs/pg_ctl" --pgdata "$folder/data" --log "$folder/server.log" --options "-p $port" --wait start >/dev/null; then
            echo "with-postgres: $("$programs/postgres" --version) on port $port"
            TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres" "$@"
            return
        fi
    done
    cat "$folder/server.log" >&2
    exit 1
}

# In a folder that the unprivileged user can read.
cd_away() {
    (cd "$folder" && exec "${as[@]}" "$@")
}

stop_cluster() {
    [ -f "$folder/data/postmaster.pid" ] && cd_away "$programs/pg_ctl" --pgdata "$folder/data" --mode immediate --wait stop >/dev/null
    rm -rf "$folder"
}

main "$@"
