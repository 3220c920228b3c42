"""Tries the sites of nginx and Caddy in front of a server: proxies.py BINARY FOLDER_OF_UNITS FOLDER_FOR_FILES

The files are used as they are, but for the ports, the certificate, and what a program without root can't have.
"""

import concurrent.futures
import os
import re
import subprocess
import sys
import time

from machine import HOST, Client, Machine, free_port, listens, running, wait_for

BODY_LIMIT = 65536


def nginx(machine):
    """The command and the port of nginx with its site."""
    tls, plain = free_port(), free_port()
    site = (machine.units / "sites/nginx.conf").read_text()
    site = replaced(site, r"127\.0\.0\.1:8000", f"127.0.0.1:{machine.port}", 1)
    site = replaced(site, r"/etc/tranche/tls", str(machine.work), 2)
    site = replaced(site, r"    listen \[::\]:.*\n", "", 2)
    site = replaced(site, r"listen 443 ", f"listen 127.0.0.1:{tls} ", 1)
    site = replaced(site, r"listen 80;", f"listen 127.0.0.1:{plain};", 1)
    (machine.work / "site.conf").write_text(site)
    folders = "".join(f"    {kind}_temp_path {machine.work}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (machine.work / "nginx.conf").write_text(
        # Its folders are this user's alone.
        f"{'user root;' if os.geteuid() == 0 else ''}\ndaemon off;\npid {machine.work}/nginx.pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\n    access_log off;\n{folders}    include {machine.work}/site.conf;\n}}\n")
    command = ["nginx", "-e", "stderr", "-c", str(machine.work / "nginx.conf"), "-p", str(machine.work)]
    subprocess.run([*command, "-t", "-q"], check=True)
    return command, tls, plain


def caddy(machine):
    """The command and the port of Caddy with its site."""
    tls = free_port()
    path = machine.units / "sites/Caddyfile"
    subprocess.run(["caddy", "validate", "--adapter", "caddyfile", "--config", str(path)], check=True, capture_output=True)
    difference = subprocess.run(["caddy", "fmt", str(path)], capture_output=True, text=True, check=True).stdout
    equal("Caddy's own form of the file", difference.strip(), path.read_text().strip())
    site = replaced(path.read_text(), r"127\.0\.0\.1:8000", f"127.0.0.1:{machine.port}", 1)
    site = replaced(site, r"(?m)^shop\.test \{", f"https://{HOST}:{tls} {{\n\ttls {machine.work}/shop.pem {machine.work}/shop.key", 1)
    site = replaced(site, r"(?m)^\{", "{\n\tadmin off\n\tauto_https disable_redirects", 1)
    (machine.work / "Caddyfile").write_text(site)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(machine.work / "Caddyfile")], tls


def replaced(text, pattern, by, count):
    text, done = re.subn(pattern, lambda _: by, text)
    equal(f"how often {pattern} was replaced", done, count)
    return text


def equal(what, found, expected):
    if found != expected:
        raise SystemExit(f"proxies: {what}: {found!r}, and not {expected!r}")


def passed(text):
    print(f"systemd-check: {text}", flush=True)


def check_forwarding(machine, client):
    """The server knows the client's address and scheme, and takes neither from the client."""
    answer = client.call("GET", "/readyz", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="http", X_Request_Id=f"spoof-{client.port}")
    equal("readiness", answer.status, 200)
    equal("the client's address", machine.access(f"spoof-{client.port}")["address"], client.source)
    equal("HSTS, which is for https alone", "strict-transport-security" in answer.headers, True)


def check_session(machine, client):
    """A browser logs in, and another site can't: its origin is compared with host and scheme."""
    given = {"username": "super.admin", "password": machine.password}
    for origin, status in [(f"https://{client.authority}", 200), (f"http://{client.authority}", 403), ("https://evil.test", 403)]:
        answer = client.call("POST", "/api/v1/auth/login", given, Origin=origin)
        equal(f"a log-in from {origin}", (answer.status, answer.body), (status, answer.body))
        if status == 200:
            cookie = answer.headers["set-cookie"]
    equal("the cookie is for this host and TLS alone", cookie.startswith("__Host-") and "; Secure" in cookie, True)
    cookie = cookie.split(";")[0]
    equal("the session", client.call("GET", "/api/v1/auth/me", Cookie=cookie).status, 200)
    return cookie


def check_tags(client, cookie):
    """Entity tags stay strong, whatever encoding the client takes."""
    user = client.call("GET", "/api/v1/auth/me", Cookie=cookie).json()["user"]["id"]
    seen = client.call("GET", f"/api/v1/users/{user}", Cookie=cookie, Accept_Encoding="gzip, br, zstd")
    equal("a user", seen.status, 200)
    equal("the encoding", seen.headers.get("content-encoding"), None)
    equal("the tag", seen.headers["etag"].startswith('"'), True)


def check_bodies(client):
    """As long as the server takes, and no longer."""
    for length, status in [(BODY_LIMIT, 400), (BODY_LIMIT + 1, 413)]:
        body = b'{"username":"' + b"a" * (length - 15) + b'"}'
        equal("the body's length", len(body), length)
        equal(f"a body of {length} bytes", client.call("POST", "/api/v1/auth/signup", body).status, status)


def check_heads(client, statuses):
    """A head is bounded, and cut off where it does not come."""
    status = client.call("GET", "/livez", X_Long="a" * 40_000).status
    equal(f"a long head is refused: {status}", status in statuses, True)


def seconds_until_cut_off(client):
    with client.connect() as connection:
        connection.sendall(f"GET /livez HTTP/1.1\r\nHost: {client.authority}\r\n".encode())
        since = time.monotonic()
        connection.recv(65536)
        return time.monotonic() - since


def check_log_ins(client):
    """Twenty at once and two a second, and then the proxy answers for the server."""
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(client.call, "POST", "/api/v1/auth/login", {}) for _ in range(60)]
        statuses = [call.result().status for call in calls]
    reached = statuses.count(400)
    equal(f"some of {statuses} reach the server", 21 <= reached <= 45, True)
    equal("the others are too many", statuses.count(429), 60 - reached)
    equal("other requests are not", client.call("GET", "/livez").status, 200)


def main(binary, units, work):
    machine = Machine(binary, units, work)
    nginx_command, nginx_port, plain_port = nginx(machine)
    caddy_command, caddy_port = caddy(machine)
    home = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": work, "XDG_DATA_HOME": work}
    with machine.server(), running(nginx_command, f"{work}/nginx.log", [nginx_port]), \
            running(caddy_command, f"{work}/caddy.log", [caddy_port], env=home), concurrent.futures.ThreadPoolExecutor() as pool:
        behind = {name: Client(port, f"{work}/shop.pem") for name, port in [("nginx", nginx_port), ("Caddy", caddy_port)]}
        wait_for("the server is ready", lambda: behind["nginx"].call("GET", "/readyz").status == 200)
        cut_off = {name: pool.submit(seconds_until_cut_off, client) for name, client in behind.items()}
        for name, client in behind.items():
            check_forwarding(machine, client)
            check_tags(client, check_session(machine, client))
            check_bodies(client)
            check_heads(client, {"nginx": {400, 431, 494}, "Caddy": {431}}[name])
            passed(f"{name} forwards what the server needs, and bounds heads and bodies")
        for name, seconds in cut_off.items():
            equal(f"{name} cuts off a slow head after {seconds.result():.0f} s", 5 < seconds.result() < 20, True)
        check_log_ins(Client(nginx_port, f"{work}/shop.pem", "127.0.0.3"))
        passed("nginx bounds log-ins by address; both cut off slow heads")
        moved = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", "-H", f"Host: {HOST}",
                                f"http://127.0.0.1:{plain_port}/docs/?a=b"], capture_output=True, text=True, check=True).stdout
        equal("plain HTTP", moved, f"308 https://{HOST}/docs/?a=b")
    equal("everything has ended", listens(nginx_port) or listens(caddy_port), False)


main(*sys.argv[1:])
