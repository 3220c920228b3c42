"""Rules for rendered manifests, beyond the schemas of Kubernetes: rules.py FILE...

Each rule takes the objects of a file and returns its violations. It is tried on violations that are planted into the first
file, which shows that it can fail, and then on each file.
"""

import re
import sys

import yaml

import planted

NAMESPACE = "tranche"
# What the operator creates, outside of these files: the Secret of the server, and the certificate of the Ingress.
SECRET = "tranche"
KEYS = {"password_pepper", "jwt_secret", "store_url", "webhook_secret"}
SECRET_FOLDER = "/run/secrets/tranche/"
OTHER_KINDS = {"ServiceMonitor": "monitoring.coreos.com/v1", "PrometheusRule": "monitoring.coreos.com/v1"}


def named(item):
    return f"{item['kind']} {item['metadata']['name']}"


def of_kind(objects, *kinds):
    return [item for item in objects if item["kind"] in kinds]


def templates(objects):
    """The pod template of everything that runs, with the name of its owner."""
    found = [(named(item), item["spec"]["template"]) for item in of_kind(objects, "Deployment", "Job")]
    jobs = of_kind(objects, "CronJob")
    return found + [(named(item), item["spec"]["jobTemplate"]["spec"]["template"]) for item in jobs]


def containers(objects):
    for owner, template in templates(objects):
        for container in template["spec"]["containers"] + template["spec"].get("initContainers", []):
            yield owner, template, container


def in_one_namespace(objects):
    for item in objects:
        if item["kind"] != "Namespace" and item["metadata"].get("namespace") != NAMESPACE:
            yield f"{named(item)} is not in the namespace {NAMESPACE}"


def locked_down(objects):
    for owner, template in templates(objects):
        pod = template["spec"]
        context = pod.get("securityContext", {})
        expected = {"runAsNonRoot": True, "runAsUser": 65532, "runAsGroup": 65532, "fsGroup": 65532}
        for key, value in expected.items():
            if context.get(key) != value:
                yield f"{owner}: {key} is {context.get(key)}"
        if context.get("seccompProfile") != {"type": "RuntimeDefault"}:
            yield f"{owner}: no seccomp profile"
        for key in ("automountServiceAccountToken", "enableServiceLinks"):
            if pod.get(key) is not False:
                yield f"{owner}: {key} is not false"
        for key in ("hostNetwork", "hostPID", "hostIPC"):
            if pod.get(key):
                yield f"{owner}: {key}"
        for volume in pod.get("volumes", []):
            kinds = set(volume) - {"name"}
            if not kinds <= {"secret", "emptyDir", "persistentVolumeClaim", "configMap"}:
                yield f"{owner}: a volume of {kinds}"
            if volume.get("secret") and volume["secret"].get("defaultMode") != 0o440:
                yield f"{owner}: secrets are not 0440"
    for owner, _, container in containers(objects):
        expected = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
        if container.get("securityContext") != expected:
            yield f"{owner}: {container['name']} may do more than it needs"
        for side in ("requests", "limits"):
            if not {"cpu", "memory"} <= set(container.get("resources", {}).get(side, {})):
                yield f"{owner}: {container['name']} has no {side}"


def images_are_certain(objects):
    for owner, _, container in containers(objects):
        own = re.fullmatch(r"tranche:\d+\.\d+\.\d+", container["image"])
        pinned = re.fullmatch(r"[\w./-]+(:[\w.-]+)?@sha256:[0-9a-f]{64}", container["image"])
        if not own and not pinned:
            yield f"{owner}: the image {container['image']} is neither a release of ours nor a digest"


def no_secret_is_readable(objects):
    for item in of_kind(objects, "Secret"):
        yield f"{named(item)}: its values would stand in the repository"
    for item in of_kind(objects, "ConfigMap"):
        for key, value in item["data"].items():
            if re.search(r"SECRET|PEPPER|PASSWORD", key) and not key.endswith("_FILE"):
                yield f"{named(item)}: {key} is no file"
            if re.search(r"://[^/]*:[^/]*@", value):
                yield f"{named(item)}: {key} has a password"
    for owner, _, container in containers(objects):
        for variable in container.get("env", []):
            yield f"{owner}: {variable['name']} is not of the ConfigMap"


def files_are_mounted(objects):
    """What a setting names as a file is mounted where the settings are read."""
    settings = {item["metadata"]["name"]: item["data"] for item in of_kind(objects, "ConfigMap")}
    for owner, template, container in containers(objects):
        sources = [source["configMapRef"]["name"] for source in container.get("envFrom", [])]
        for source in sources:
            if source not in settings:
                yield f"{owner}: there is no ConfigMap {source}"
        paths = [value for source in sources for key, value in settings.get(source, {}).items() if key.endswith("_FILE")]
        volumes = {volume["name"]: volume for volume in template["spec"].get("volumes", [])}
        mounted = [mount for mount in container.get("volumeMounts", []) if mount["mountPath"] + "/" == SECRET_FOLDER]
        if not mounted or volumes[mounted[0]["name"]].get("secret", {}).get("secretName") != SECRET:
            yield f"{owner}: no Secret {SECRET} in {SECRET_FOLDER}"
        for path in paths:
            if path.removeprefix(SECRET_FOLDER) not in KEYS:
                yield f"{owner}: {path} is no file of the Secret"


def references_lead_somewhere(objects):
    server = next(item for item in of_kind(objects, "Deployment"))
    pod = server["spec"]["template"]
    labels, spec = pod["metadata"]["labels"], pod["spec"]
    ports = {port["name"] for container in spec["containers"] for port in container["ports"]}
    claims = {item["metadata"]["name"] for item in of_kind(objects, "PersistentVolumeClaim")}
    services = {item["metadata"]["name"]: {port["name"] for port in item["spec"]["ports"]} for item in of_kind(objects, "Service")}
    accounts = {item["metadata"]["name"] for item in of_kind(objects, "ServiceAccount")}

    def selects(selector):
        return selector.items() <= labels.items()

    for item in of_kind(objects, "Service"):
        if not selects(item["spec"]["selector"]):
            yield f"{named(item)} selects no server"
        for port in item["spec"]["ports"]:
            if port["targetPort"] not in ports:
                yield f"{named(item)}: the server has no port {port['targetPort']}"
    for item in of_kind(objects, "PodDisruptionBudget", "ServiceMonitor"):
        selector = item["spec"]["selector"]["matchLabels"]
        known = labels if item["kind"] == "PodDisruptionBudget" else of_kind(objects, "Service")[0]["metadata"]["labels"]
        if not selector.items() <= known.items():
            yield f"{named(item)} selects nothing"
    for item in of_kind(objects, "ServiceMonitor"):
        for endpoint in item["spec"]["endpoints"]:
            if endpoint["port"] not in {port for known in services.values() for port in known}:
                yield f"{named(item)}: no service has a port {endpoint['port']}"
    for item in of_kind(objects, "NetworkPolicy"):
        for rule in item["spec"].get("ingress", []):
            for port in rule["ports"]:
                if port["port"] not in ports:
                    yield f"{named(item)}: the server has no port {port['port']}"
            if not rule.get("from"):
                yield f"{named(item)}: every pod may call"
    for item in of_kind(objects, "Ingress"):
        for rule in item["spec"]["rules"]:
            for path in rule.get("http", {}).get("paths", []):
                service = path["backend"]["service"]
                if service["port"]["name"] not in services.get(service["name"], set()):
                    yield f"{named(item)}: {path['path']} leads nowhere"
    for item in of_kind(objects, "HorizontalPodAutoscaler"):
        if item["spec"]["scaleTargetRef"]["name"] != server["metadata"]["name"] or "replicas" in server["spec"]:
            yield f"{named(item)} scales nothing, or not alone"
    for owner, template in templates(objects):
        if template["spec"]["serviceAccountName"] not in accounts:
            yield f"{owner}: there is no such service account"
        volumes = {volume["name"] for volume in template["spec"]["volumes"]}
        for volume in template["spec"]["volumes"]:
            claim = volume.get("persistentVolumeClaim", {}).get("claimName")
            if claim and claim not in claims:
                yield f"{owner}: there is no claim {claim}"
        for container in template["spec"]["containers"]:
            for mount in container["volumeMounts"]:
                if mount["name"] not in volumes:
                    yield f"{owner}: there is no volume {mount['name']}"


def servers_alone_get_requests(objects):
    """No job's pod is behind the service."""
    for service in of_kind(objects, "Service"):
        for owner, template in templates(objects):
            if not owner.startswith("Deployment") and service["spec"]["selector"].items() <= template["metadata"]["labels"].items():
                yield f"{owner} would get requests"


def migration_comes_first(objects):
    """What has not the component `server` is applied first: the job with all that it needs, and no server."""
    first = [item for item in objects if item["metadata"].get("labels", {}).get("app.kubernetes.io/component") != "server"]
    for item in of_kind(first, "Deployment", "HorizontalPodAutoscaler"):
        yield f"{named(item)} is applied before the schema is migrated"
    jobs = of_kind(objects, "Job")
    for kind in ("Job", "ConfigMap", "ServiceAccount", "Namespace") if jobs else ():
        if len(of_kind(first, kind)) != len(of_kind(objects, kind)):
            yield f"a {kind} is not applied with the job"


def kinds_are_known(objects):
    for item in objects:
        api, kind = item["apiVersion"], item["kind"]
        if "." in api.split("/")[0] and not api.split("/")[0].endswith("k8s.io") and OTHER_KINDS.get(kind) != api:
            yield f"{named(item)}: {api} is not known here"


def sqlite_has_one_server(objects):
    settings = {key: value for item in of_kind(objects, "ConfigMap") for key, value in item["data"].items()}
    if settings.get("TRANCHE_STORE__URL", "").startswith("sqlite:"):
        for item in of_kind(objects, "Deployment"):
            if item["spec"].get("replicas") != 1 or item["spec"]["strategy"] != {"type": "Recreate"}:
                yield f"{named(item)}: two servers would open one file"
            mounts = {mount["mountPath"] for mount in item["spec"]["template"]["spec"]["containers"][0]["volumeMounts"]}
            folder = settings["TRANCHE_STORE__URL"].removeprefix("sqlite://").rsplit("/", 1)[0]
            volumes = item["spec"]["template"]["spec"]["volumes"]
            if folder not in mounts or not any("persistentVolumeClaim" in volume for volume in volumes):
                yield f"{named(item)}: the database would be lost with the pod"


RULES = [
    in_one_namespace, locked_down, images_are_certain, no_secret_is_readable, files_are_mounted, references_lead_somewhere,
    servers_alone_get_requests, migration_comes_first, kinds_are_known, sqlite_has_one_server,
]


def violations(objects):
    return [violation for rule in RULES for violation in rule(objects)]


def main(paths):
    files = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            files[path] = [item for item in yaml.safe_load_all(file) if item]
    plants = planted.violations_of(next(iter(files.values())))
    unseen = [expected for expected, objects in plants if not any(expected in said for said in violations(objects))]
    if unseen:
        sys.exit(f"rules: these planted violations were not seen: {unseen}")
    found = [f"{path}: {violation}" for path, objects in files.items() for violation in violations(objects)]
    if found:
        sys.exit("\n".join(found))
    print(f"rules: {len(plants)} planted violations were seen, and there are none in {len(files)} files")


main(sys.argv[1:])
