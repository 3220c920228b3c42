#!/bin/sh
# Generates the secrets of docker/compose.yaml that are missing: docker/make-secrets.sh [FOLDER].
# The containers' users are not the one that runs this, and compose hands files over with the mode that they have here. So
# the files may be read by all, and the folder, which only its owner may enter, protects them.
set -eu

folder=${1:-$(dirname "$0")/secrets}
umask 077
mkdir -p "$folder"
chmod 700 "$folder"

# keep NAME: writes standard input to that secret, unless it exists.
keep() {
    if [ -s "$folder/$1" ]; then
        cat > /dev/null
        return
    fi
    cat > "$folder/$1.partial"
    chmod 444 "$folder/$1.partial"
    mv "$folder/$1.partial" "$folder/$1"
    echo "created $folder/$1"
}

# random: 48 random bytes in hexadecimal digits, which need no quoting in a URL.
random() {
    od -An -v -tx1 -N48 /dev/urandom | tr -d ' \n'
}

# url HOST:PORT OPTIONS: how the server reaches the database there.
url() {
    printf 'postgres://tranche:%s@%s/tranche%s' "$(cat "$folder/database_password")" "$1" "$2"
}

random | keep password_pepper
random | keep jwt_secret
random | keep postgres_password
random | keep database_password
# The network that compose makes does not leave the machine, and its PostgreSQL has no certificate.
url postgres:5432 '?sslmode=disable' | keep store_url
# For a server outside of containers, at the port that compose opens on this machine.
url "localhost:${POSTGRES_PORT:-54320}" '' | keep local_store_url
