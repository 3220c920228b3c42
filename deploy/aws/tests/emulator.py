"""An emulator of AWS that requires signatures, on a free port of this machine."""

import contextlib
import os
import pathlib
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time

import botocore.config
import botocore.session

REGION = "eu-central-1"


class Emulator:
    """The address of the emulator, and its root key."""

    def __init__(self, port, root_key, root_secret, log):
        self.port = port
        self.endpoint = f"http://127.0.0.1:{port}"
        self._root = (root_key, root_secret)
        self._log = log
        self._session = botocore.session.get_session()
        self._clients = {}

    def client(self, service):
        """A client of a service, with the root key."""
        if service not in self._clients:
            self._clients[service] = self._new_client(service)
        return self._clients[service]

    def _new_client(self, service):
        key, secret = self._root
        config = botocore.config.Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"})
        return self._session.create_client(
            service, region_name=REGION, endpoint_url=self.endpoint, config=config,
            aws_access_key_id=key, aws_secret_access_key=secret)

    def environment_of_commands(self, table):
        """For commands of the product on a table, with the root key."""
        key, secret = self._root
        return {"PATH": os.environ["PATH"], "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret,
                "TRANCHE_STORE__URL": self.url_of(table)}

    def url_of(self, table):
        """The URL of a store."""
        return f"dynamodb://{table}?region={REGION}&endpoint={self.endpoint}"

    def log(self):
        """The log of the emulator."""
        return self._log.read_text(errors="replace")


@contextlib.contextmanager
def running():
    """Starts an emulator, and ends it, also on SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="tranche-aws-test.") as folder:
        log = pathlib.Path(folder, "emulator.log")
        key, secret = "AKIA" + secrets.token_hex(8).upper(), secrets.token_hex(20)
        process, port = _start(folder, log, key, secret)
        try:
            yield Emulator(port, key, secret, log)
        finally:
            # It ends the function's processes.
            process.terminate()
            process.wait()


def _start(folder, log, key, secret):
    for _ in range(5):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        endpoint = f"http://127.0.0.1:{port}"
        # Nothing else of this process's environment: the function would inherit it.
        environment = {
            "PATH": os.environ["PATH"], "HOME": folder, "TMPDIR": folder, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port),
            "AUTH": "true", "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret, "AWS_ENDPOINT_URL": endpoint,
            "MINISTACK_REGION": REGION,
        }
        with log.open("ab") as output:
            process = subprocess.Popen([sys.executable, "-m", "ministack"], env=environment, cwd=folder,
                                       stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        if _answers(process, port):
            return process, port
        process.kill()
        process.wait()
    raise SystemExit(f"aws-test: the emulator does not start:\n{log.read_text(errors='replace')}")


def _answers(process, port):
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False
