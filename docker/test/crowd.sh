#!/usr/bin/env bash
# Opens connections that each send eight requests for a large file at once and read nothing: docker/test/crowd.sh HOST:PORT NUMBER.
# It prints how many are open, and holds them until it is killed.
set -euo pipefail

address=$1 number=$2
ulimit -n $((number + 64))
request=$'GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: a\r\n\r\n'
requests=$request$request$request$request$request$request$request$request
for ((open = 1; open <= number; open++)); do
    exec {connection}<> "/dev/tcp/${address%:*}/${address#*:}"
    # Where all places are taken, the server has closed it.
    printf %s "$requests" >&"$connection" || true
done
echo "$number clients are connected"
exec sleep infinity
