"""A server and proxies on free ports of this machine, which end with the test."""

import contextlib
import json
import pathlib
import secrets
import socket
import ssl
import subprocess
import time

HOST = "shop.test"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, look, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise SystemExit(f"proxies: {what}: not within {seconds} s")


def listens(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def running(command, log, ports, **options):
    """Runs a program until the block ends; begins it when the program listens."""
    with open(log, "wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, **options)
    try:
        for port in ports:
            wait_for(f"{command[0]} listens; its log is\n{pathlib.Path(log).read_text()}", lambda port=port: listens(port))
        yield process
    finally:
        process.terminate()
        process.wait()


class Machine:
    """A server as config.toml says, with a super admin."""

    def __init__(self, binary, units, work):
        self.binary, self.units, self.work = binary, pathlib.Path(units), pathlib.Path(work)
        self.port = free_port()
        self.log = self.work / "server.log"
        for name in ("password_pepper", "jwt_secret"):
            (self.work / name).write_text(secrets.token_urlsafe(48))
        text = (self.units / "config.toml").read_text()
        text = text.replace("/run/credentials/tranche.service", str(self.work)).replace("port = 8000", f"port = {self.port}")
        # Log-ins that take no longer than they must: what is tried here are the proxies.
        text = text.replace("[security]\n", "[security]\nbcrypt_cost = 10\n")
        (self.work / "config.toml").write_text(text.replace("/var/lib/tranche", str(self.work)))
        self.password = secrets.token_urlsafe(24)
        self._tranche("users", "create", "--username", "super.admin", "--role", "super_admin", given=self.password + "\n")

    def _tranche(self, *arguments, given=""):
        command = [self.binary, "--config", str(self.work / "config.toml"), *arguments]
        done = subprocess.run(command, input=given, check=False, capture_output=True, text=True, cwd=self.work)
        if done.returncode != 0:
            raise SystemExit(f"proxies: tranche {' '.join(arguments)} ends with {done.returncode}: {done.stderr}")

    def server(self):
        command = [self.binary, "--config", str(self.work / "config.toml")]
        return running(command, self.log, [self.port], cwd=self.work)

    def access(self, request_id):
        """The line of the access log of a request."""
        def look():
            for line in self.log.read_text().splitlines():
                entry = json.loads(line)
                if entry.get("target") == "access" and request_id in line:
                    return entry
            return None
        return wait_for(f"the access log has {request_id}", look)


class Answer:
    """A response: its status, its headers in small letters, and its body."""

    def __init__(self, data):
        head, _, self.body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(first.split()[1])
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    def json(self):
        return json.loads(self.body)


class Client:
    """Calls over TLS from one address of this machine."""

    def __init__(self, port, certificate, source="127.0.0.2"):
        self.port, self.source = port, source
        self.authority = f"{HOST}:{port}"
        self._tls = ssl.create_default_context(cafile=certificate)

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=(self.source, 0))
        return self._tls.wrap_socket(plain, server_hostname=HOST)

    def call(self, method, path, body=None, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.authority}", "Connection: close"]
        if body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(data)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        with self.connect() as connection:
            # A proxy may answer and close before it has read all.
            with contextlib.suppress(OSError):
                connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
            return Answer(read_all(connection))


def read_all(connection):
    data = b""
    with contextlib.suppress(OSError):
        while part := connection.recv(65536):
            data += part
    return data
