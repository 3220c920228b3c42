# The image as each overlay of deploy/kubernetes starts it: user, groups, root, capabilities, seccomp, settings and files are read from
# what kubectl renders.
. "$root/deploy/kubernetes/render.sh"

# The most bytes of the image, in millions: each node pulls it.
MOST_MEGABYTES=45

look_at_size() {
    local bytes
    bytes=$(engine image inspect --format '{{.Size}}' "$IMAGE")
    [ "$bytes" -le $((MOST_MEGABYTES * 1000 * 1000)) ] || fail "the image has $(image_size), more than $MOST_MEGABYTES MB"
    passed "it has $(image_size), of $MOST_MEGABYTES"
}

# pod OVERLAY KIND WHAT...: see pod.py.
pod() {
    "$python_tool/bin/python" "$here/test/pod.py" "$rendered/$1.yaml" "${@:2}"
}

# Files as the kubelet mounts a Secret with defaultMode 0440, for the pod's group.
make_pod_secrets() {
    pod_secrets=$work/pod-secrets
    mkdir "$pod_secrets"
    cp "$work"/secrets/{password_pepper,jwt_secret} "$pod_secrets"
    [ ! -f "$work/secrets/test_store_url" ] || cp "$work/secrets/test_store_url" "$pod_secrets/store_url"
    chmod 0440 "$pod_secrets"/*
    chown -R 0:65532 "$pod_secrets"
}

# try_overlay OVERLAY: starts it, waits until it is ready, and ends it within its grace.
try_overlay() {
    local overlay=$1 volume=pod-$1 address settings=() given arguments grace began
    render "$overlay" "$overlay"
    # The kubelet gives a volume to the group of the pod.
    engine volume create "$volume" > /dev/null
    chgrp 65532 "$(engine volume inspect --format '{{.Mountpoint}}' "$volume")"
    chmod 2775 "$(engine volume inspect --format '{{.Mountpoint}}' "$volume")"
    address=127.0.0.1:8000
    if [ "$NETWORK" = host ]; then
        address=$(free_address)
        settings=(--env TRANCHE_SERVER__HOST=127.0.0.1 --env "TRANCHE_SERVER__PORT=${address#*:}")
    fi
    origin=http://$address
    if grep -q '^kind: Job$' "$rendered/$overlay.yaml"; then
        mapfile -t given < <(pod "$overlay" Job "$volume" "$pod_secrets")
        mapfile -t arguments < <(pod "$overlay" Job args)
        engine run --rm --network "$NETWORK" "${LIMITS[@]}" "${given[@]}" "$IMAGE" "${arguments[@]}" > "$work/job" 2>&1 ||
            fail "the job of $overlay fails: $(cat "$work/job")"
    fi
    mapfile -t given < <(pod "$overlay" Deployment "$volume" "$pod_secrets")
    [ ${#given[@]} -gt 10 ] || fail "$overlay has no Deployment that could be read"
    engine run --detach --name pod --network "$NETWORK" "${LIMITS[@]}" "${given[@]}" "${settings[@]}" "$IMAGE" > /dev/null
    await pod 30
    look_at_process "$(process_of pod)"
    if grep -q '^Seccomp:' /proc/self/status; then
        grep -Eq '^Seccomp:\s+2$' "/proc/$(process_of pod)/status" || fail "no filter of system calls is in force"
        passed "$overlay: its system calls are filtered"
    fi
    grace=$(pod "$overlay" Deployment grace)
    began=$SECONDS
    engine kill --signal TERM pod > /dev/null
    until ask /readyz && [[ $answer == "HTTP/1.1 503 "* ]]; do
        [ $((SECONDS - began)) -lt 5 ] || fail "$overlay: after SIGTERM it stays ready"
        sleep 0.1
    done
    [ "$(engine wait pod)" = 0 ] || fail "$overlay: it ends badly on SIGTERM: $(engine logs pod 2>&1 | tail -n 20)"
    [ $((SECONDS - began)) -lt "$grace" ] || fail "$overlay: it took $((SECONDS - began)) s to end, and has $grace"
    passed "$overlay: it gets ready, is red on SIGTERM, and ends with 0 after $((SECONDS - began)) s of $grace"
    engine rm pod > /dev/null
}
