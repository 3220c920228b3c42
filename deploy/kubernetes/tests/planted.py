"""Violations of the rules, each planted into objects that have none."""

import copy


def _of_kind(objects, kind):
    return [item for item in objects if item["kind"] == kind]


def violations_of(objects):
    """Objects with a violation each, and a part of what should be said about it."""
    def changed(change):
        copied = copy.deepcopy(objects)
        change(_of_kind(copied, "Deployment")[0], _of_kind(copied, "ConfigMap")[0], copied)
        return copied

    def pod(server):
        return server["spec"]["template"]["spec"]

    def volume(server, name):
        return next(volume for volume in pod(server)["volumes"] if volume["name"] == name)

    def set_(where, key, value):
        where[key] = value

    another = {"apiVersion": "v1", "metadata": {"name": "a", "namespace": "tranche"}}
    return [
        ("is not in the namespace", changed(lambda server, _, all: server["metadata"].pop("namespace"))),
        ("runAsUser is 0", changed(lambda server, *_: set_(pod(server)["securityContext"], "runAsUser", 0))),
        ("no seccomp profile", changed(lambda server, *_: pod(server)["securityContext"].pop("seccompProfile"))),
        ("enableServiceLinks", changed(lambda server, *_: pod(server).pop("enableServiceLinks"))),
        ("automountServiceAccountToken", changed(lambda server, *_: set_(pod(server), "automountServiceAccountToken", True))),
        ("hostNetwork", changed(lambda server, *_: set_(pod(server), "hostNetwork", True))),
        ("a volume of {'hostPath'}", changed(lambda server, *_: pod(server)["volumes"].append({"name": "h", "hostPath": {"path": "/"}}))),
        ("secrets are not 0440", changed(lambda server, *_: volume(server, "secrets")["secret"].pop("defaultMode"))),
        ("may do more", changed(lambda server, *_: pod(server)["containers"][0].pop("securityContext"))),
        ("has no limits", changed(lambda server, *_: pod(server)["containers"][0]["resources"].pop("limits"))),
        ("neither a release", changed(lambda server, *_: set_(pod(server)["containers"][0], "image", "tranche:latest"))),
        ("neither a release", changed(lambda server, *_: set_(pod(server)["containers"][0], "image", "haproxy:3.2"))),
        ("would stand in the repository", changed(lambda *given: given[2].append(another | {"kind": "Secret"}))),
        ("TRANCHE_SECURITY__JWT_SECRET is no file", changed(lambda _, settings, all: set_(settings["data"], "TRANCHE_SECURITY__JWT_SECRET", "x"))),
        ("has a password", changed(lambda _, settings, all: set_(settings["data"], "TRANCHE_STORE__URL", "https://a:b@c/d"))),
        ("is not of the ConfigMap", changed(lambda server, *_: set_(pod(server)["containers"][0], "env", [{"name": "A"}]))),
        ("there is no ConfigMap", changed(lambda _, settings, all: set_(settings["metadata"], "name", "other"))),
        ("no Secret tranche in", changed(lambda server, *_: pod(server)["containers"][0]["volumeMounts"].pop(0))),
        ("is no file of the Secret", changed(lambda _, settings, all: set_(settings["data"], "TRANCHE_A_FILE", "/run/secrets/a"))),
        ("selects no server", changed(lambda server, *_: server["spec"]["template"]["metadata"]["labels"].clear())),
        ("has no port http", changed(lambda server, *_: set_(pod(server)["containers"][0]["ports"][-1], "name", "other"))),
        ("leads nowhere", changed(lambda *given: set_(_of_kind(given[2], "Service")[0]["metadata"], "name", "other"))),
        ("every pod may call", changed(lambda *given: _of_kind(given[2], "NetworkPolicy")[1]["spec"]["ingress"][0].pop("from"))),
        ("no such service account", changed(lambda server, *_: set_(pod(server), "serviceAccountName", "other"))),
        ("there is no claim", changed(lambda *given: given[2].remove(_of_kind(given[2], "PersistentVolumeClaim")[0]))),
        ("there is no volume data", changed(lambda server, *_: pod(server)["volumes"].remove(volume(server, "data")))),
        ("would get requests", changed(lambda server, _, all: all.append(server | {"kind": "Job"}))),
        ("before the schema", changed(lambda server, *_: server["metadata"].pop("labels"))),
        ("a ConfigMap is not applied with the job", changed(lambda server, settings, all: (
            settings["metadata"]["labels"].update({"app.kubernetes.io/component": "server"}), all.append(server | {"kind": "Job"})))),
        ("is not known here", changed(lambda *given: given[2].append(another | {"apiVersion": "example.com/v1", "kind": "A"}))),
        ("two servers", changed(lambda server, *_: set_(server["spec"], "replicas", 2))),
        ("lost with the pod", changed(lambda _, settings, all: set_(settings["data"], "TRANCHE_STORE__URL", "sqlite:///tmp/a.db"))),
    ]
