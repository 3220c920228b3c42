"""Runs a command, the HTTP suite, which creates stacks of its own on the emulator: http_suite.py CODE COMMAND...

The command finds an address in TEST_STACKS_URL. `POST /` with settings of the function creates a stack, and returns an
address of the product: each request to it is signed, and handed to the API of the stack. `GET /ADDRESS` returns the log of
the function, and `DELETE /ADDRESS` deletes the stack.
"""

import http.server
import json
import os
import subprocess
import sys
import threading

import emulator
import gateway
from proxy import Proxy
from stack import Stack, upload

# Clients of the emulator are created one after the other.
SERVICES = ["cloudformation", "dynamodb", "iam", "lambda", "logs", "s3", "sts"]


def main(code, *command):
    with emulator.running() as aws:
        upload(aws, code)
        for service in SERVICES:
            aws.client(service)
        stacks = Stacks(aws)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(stacks)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            environment = {**os.environ, "TEST_STACKS_URL": f"http://127.0.0.1:{server.server_address[1]}"}
            outcome = subprocess.run(command, env=environment).returncode
            server.shutdown()
        if outcome != 0:
            print("\nThe end of the emulator's log:", *aws.log().splitlines()[-60:], sep="\n", file=sys.stderr)
            raise SystemExit(outcome)
    if stacks.made == 0:
        raise SystemExit("aws-test: no case created a stack")
    print(f"\naws-test: the HTTP suite passed behind {stacks.made} stacks")


class Stacks:
    """The stacks of the suite."""

    def __init__(self, aws):
        self._aws, self._open, self._lock = aws, {}, threading.Lock()
        self.made = 0

    def create(self, settings, environments):
        """Creates a stack, whose function has these settings, and the table of the template."""
        with self._lock:
            self.made += 1
            number = self.made
        stack = Stack(self._aws, {}, name=f"tranche-{number}")
        functions, name = self._aws.client("lambda"), stack.outputs["FunctionName"]
        variables = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        settings["TRANCHE_STORE__URL"] = variables["TRANCHE_STORE__URL"]
        functions.update_function_configuration(FunctionName=name, Environment={"Variables": settings})
        client = gateway.new_client(stack, f"client-of-{stack.name}")
        # As servers do, a function creates the first super admin when it starts.
        client.call("GET", "/livez")
        proxy = Proxy(self._aws.port, stack.outputs["ApiId"], client.key, environments)
        self._open[proxy.address] = stack, proxy
        return proxy.address

    def log(self, address):
        """The log of the function."""
        stack, _ = self._open[address]
        pages = self._aws.client("logs").get_paginator("filter_log_events")
        found = pages.paginate(logGroupName=stack.outputs["FunctionLogGroup"])
        return "\n".join(event["message"] for page in found for event in page["events"])

    def delete(self, address):
        """Deletes a stack, but for its table, which the emulator keeps in memory."""
        stack, proxy = self._open.pop(address)
        proxy.close()
        # The emulator's CloudFormation leaves the processes of a function.
        self._aws.client("lambda").delete_function(FunctionName=stack.outputs["FunctionName"])
        stack.delete()


def handler(stacks):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer(stacks.create(asked["settings"], asked["environments"]))

        def do_GET(self):
            self._answer(stacks.log(self.path.lstrip("/")))

        def do_DELETE(self):
            stacks.delete(self.path.lstrip("/"))
            self._answer("")

        def log_message(self, *_):
            """No access log: the tests report what they do."""

        def _answer(self, text):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(text.encode())

    return Handler


if __name__ == "__main__":
    main(*sys.argv[1:])
