"""Prints how podman starts a container as Kubernetes would start that of a rendered object: the options, one on each line.

    pod.py MANIFESTS KIND VOLUME SECRETS

VOLUME is what podman mounts as the volume `data`, and SECRETS the folder with the files of the Secret. With `grace` in place of VOLUME,
the seconds between SIGTERM and SIGKILL are printed; with `args`, the arguments. Something in a security context that is not known here fails.
"""

import sys

import yaml

KNOWN = {
    "pod": {"runAsNonRoot", "runAsUser", "runAsGroup", "fsGroup", "fsGroupChangePolicy", "seccompProfile"},
    "container": {"allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities"},
}


def options(pod, container, objects, volume, secrets):
    context = pod["securityContext"]
    yield f"--user={context['runAsUser']}:{context['runAsGroup']}"
    yield f"--group-add={context['fsGroup']}"
    # podman's own profile is what RuntimeDefault names.
    if context["seccompProfile"] != {"type": "RuntimeDefault"}:
        yield "--security-opt=seccomp=unconfined"
    own = container["securityContext"]
    if own["readOnlyRootFilesystem"]:
        yield "--read-only"
        yield "--read-only-tmpfs=false"
    if not own["allowPrivilegeEscalation"]:
        yield "--security-opt=no-new-privileges"
    for capability in own["capabilities"]["drop"]:
        yield f"--cap-drop={capability}"
    yield f"--memory={container['resources']['limits']['memory'].removesuffix('i').lower()}"
    for source in container["envFrom"]:
        for name, value in objects["ConfigMap", source["configMapRef"]["name"]]["data"].items():
            yield f"--env={name}={value}"
    paths = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    yield f"--volume={volume}:{paths.pop('data')}"
    yield f"--volume={secrets}:{paths.pop('secrets')}:ro"
    assert not paths, f"what is mounted at {paths}?"


def main(manifests, kind, volume, secrets=""):
    with open(manifests, encoding="utf-8") as file:
        objects = {(item["kind"], item["metadata"]["name"]): item for item in yaml.safe_load_all(file) if item}
    pod = next(item for (found, _), item in objects.items() if found == kind)["spec"]["template"]["spec"]
    [container] = pod["containers"]
    for owner, what in (("pod", pod), ("container", container)):
        unknown = what["securityContext"].keys() - KNOWN[owner]
        assert not unknown, f"the security context of the {owner} has {unknown}, which this does not know"
    if volume == "grace":
        print(pod["terminationGracePeriodSeconds"])
    elif volume == "args":
        print("\n".join(container.get("args", [])))
    else:
        print("\n".join(options(pod, container, objects, volume, secrets)))


main(*sys.argv[1:])
