"""Reads a project as Compose writes it in JSON, and reports what a service may do that none of ours should."""

import json
import sys

project = json.load(sys.stdin)
problems = []
for name, service in project["services"].items():
    expected = {
        "read_only": True,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
    }
    for key, value in expected.items():
        if service.get(key) != value:
            problems.append(f"{name}: {key} is {service.get(key)}, not {value}")
    for key in ("cap_add", "privileged", "devices"):
        if service.get(key):
            problems.append(f"{name}: {key} is {service[key]}")
    for port in service.get("ports", []):
        if port.get("host_ip") != "127.0.0.1":
            problems.append(f"{name}: port {port.get('published')} is open on {port.get('host_ip', 'every address')}")
    for variable, value in (service.get("environment") or {}).items():
        if any(word in variable for word in ("PASSWORD", "SECRET", "PEPPER", "URL")) and not variable.endswith("_FILE"):
            problems.append(f"{name}: {variable} gives a secret otherwise than in a file")
    # A service that keeps running has limits and a health check. Where the check has no command, the image has it.
    if not service.get("profiles"):
        limits = service.get("deploy", {}).get("resources", {}).get("limits", {})
        for key in ("memory", "pids"):
            if not limits.get(key):
                problems.append(f"{name}: no limit of {key}")
        for key in ("healthcheck", "restart", "stop_grace_period"):
            if not service.get(key):
                problems.append(f"{name}: no {key}")

outside = [name for name, service in project["services"].items() if service.get("ports")]
if not outside:
    problems.append("no service is reached from outside")
for problem in problems:
    print(problem, file=sys.stderr)
sys.exit(bool(problems))
