#!/usr/bin/env python3
"""Fills a store of each kind with the binary of a release, and writes its content into a folder beside this file.

    git worktree add /tmp/release RELEASE && (cd /tmp/release && cargo build --release --package tranche --features dynamodb)
    testing/with-dynamodb.sh testing/with-postgres.sh \\
        app/tests/end_to_end/earlier_stores/fill.py /tmp/release/target/release/tranche 0.1.0

The test `earlier_stores` opens each of them with the present binary. For each store there are two files: its content
(`sqlite.sql`, `postgres.sql`, `dynamodb.jsonl`), and the responses of the release's binary (`sqlite.json` and so on).

One thing is changed: sessions and idempotency records end in the year 2100, or the test would fail from the next
day on.
"""

import http.server
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

# The settings that the test support gives every server.
SETTINGS = {
    "TRANCHE_SECURITY__BCRYPT_COST": "4",
    "TRANCHE_SECURITY__JWT_SECRET": "jwt-Xb7kQ2mVw9ZtTrR4LsN8fYc3HdPg6AuE",
    "TRANCHE_SECURITY__PASSWORD_PEPPER": "pepper-q7Jx2mVwZk9TtR4bLs8NfYc3HdPgU",
}
PASSWORD = "difference engine"
ROOT = "root.admin"
KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
# 2100-01-01
END = 4_102_444_800_000
GRACE_SECONDS = 24 * 60 * 60


class Store:
    """The release's binary on one store."""

    def __init__(self, binary, url):
        self.folder = tempfile.TemporaryDirectory()
        self.binary = binary
        self.settings = SETTINGS | {"TRANCHE_STORE__URL": url}

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def run(self, *arguments):
        command = [self.binary, *arguments]
        return subprocess.run(
            command, cwd=self.folder.name, env=self.settings, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def serve(self, **settings):
        return Server(self, settings)


class Server:
    """A server that runs inside a `with`."""

    def __init__(self, store, settings):
        self.store, self.settings = store, settings

    def __enter__(self):
        address = self.store.path("address")
        pathlib.Path(address).unlink(missing_ok=True)
        command = [self.store.binary, "serve", "--port", "0", "--address-file", address]
        settings = self.store.settings | self.settings
        with open(self.store.path("log"), "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, cwd=self.store.folder.name, env=settings, stdout=log)
        wait_for(lambda: os.path.exists(address) and os.path.getsize(address))
        self.origin = "http://" + pathlib.Path(address).read_text(encoding="utf-8").strip()
        wait_for(lambda: self.call("GET", "/readyz")[0] == 200)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def call(self, method, path, body=None, cookie=None, key=None):
        """The status, the body and the cookie of a response."""
        headers = {"Content-Type": "application/json"}
        if cookie:
            headers["Cookie"] = cookie
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.origin + path, data, headers, method=method)
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            answer = error
        text, cookie = answer.read(), answer.headers.get("Set-Cookie")
        return answer.status, json.loads(text) if text else None, cookie and cookie.split(";")[0]

    def done(self, *arguments, **options):
        """The body and the cookie of a successful response."""
        status, body, cookie = self.call(*arguments, **options)
        assert 200 <= status < 300, (arguments, status, body)
        return body, cookie

    def sign_up(self, name):
        self.done("POST", "/api/v1/auth/signup", {"username": name, "password": PASSWORD})

    def log_in(self, name, password=PASSWORD):
        return self.done("POST", "/api/v1/auth/login", {"username": name, "password": password})[1]


def wait_for(condition):
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.02)
    raise TimeoutError


class Refusal(http.server.BaseHTTPRequestHandler):
    """A receiver of webhooks that refuses all."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(410)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def fill(store):
    """Fills the store, and returns its responses."""
    pathlib.Path(store.path("password")).write_text(PASSWORD, encoding="utf-8")
    store.settings |= {"TRANCHE_BOOTSTRAP__USERNAME": ROOT, "TRANCHE_BOOTSTRAP__PASSWORD_FILE": "password"}
    refusal = http.server.HTTPServer(("127.0.0.1", 0), Refusal)
    threading.Thread(target=refusal.serve_forever, daemon=True).start()
    webhook = {
        "TRANCHE_EVENTS__WEBHOOK_URL": f"http://127.0.0.1:{refusal.server_port}/",
        "TRANCHE_EVENTS__WEBHOOK_SECRET": "hook-Zr5Kw8QmXv2TnB7yGhJ4sDf9LpCa3UeM",
        "TRANCHE_EVENTS__MAX_ATTEMPTS": "1",
    }
    with store.serve(**webhook) as server:
        server.sign_up("carol.shaw")
        wait_for(lambda: len(store.run("events", "dead-letters").splitlines()) == 2)
    refusal.shutdown()
    with store.serve(TRANCHE_EVENTS__DISPATCH="false") as server:
        answers = fill_through(server)
    answers["events"] = [json.loads(line) for line in store.run("events", "list").splitlines()]
    answers["deadLetters"] = [json.loads(line) for line in store.run("events", "dead-letters").splitlines()]
    return answers


def fill_through(server):
    root = server.log_in(ROOT)
    for name in ["ada.lovelace", "grace.hopper", "jesse.pinkman"]:
        server.sign_up(name)
    ada, grace, jesse = (server.log_in(name) for name in ["ada.lovelace", "grace.hopper", "jesse.pinkman"])
    server.done("PATCH", "/api/v1/users/grant", {"username": "grace.hopper"}, cookie=root)
    # The change of role gave the session another secret.
    grace = server.done("GET", "/api/v1/auth/me", cookie=grace)[1]
    server.done("PATCH", "/api/v1/users/inactivate", {"username": "jesse.pinkman"}, cookie=grace)
    status, *_ = server.call("POST", "/api/v1/auth/login", {"username": "carol.shaw", "password": "a wrong guess"})
    assert status == 401

    def product(name, amount, stock):
        body = {"name": name, "price": {"amount": amount, "currency": "EUR"}, "stock": stock}
        return server.done("POST", "/api/v1/products", body, cookie=grace)[0]

    tea, cup, gone = product("Tea", 250, 100), product("Cup", 999, None), product("Gone", 1, 10)
    server.done("POST", "/api/v1/products", {"name": "Draft"}, cookie=grace)
    server.done("PUT", f"/api/v1/products/{cup['id']}", {"description": "of china"}, cookie=grace)

    def basket(*lines):
        return {"items": [{"productId": product["id"], "quantity": quantity} for product, quantity in lines]}

    def order(*steps):
        placed = server.done("POST", "/api/v1/orders", basket((tea, 2), (cup, 1)), cookie=ada)[0]
        for step in steps:
            path = f"/api/v1/orders/{placed['id']}"
            if step == "cancelled":
                server.done("DELETE", path, cookie=ada)
            else:
                server.done("PATCH", path, {"status": step}, cookie=grace)

    order()
    order("processing")
    order("processing", "shipped")
    order("processing", "shipped", "delivered")
    order("cancelled")
    asked = basket((tea, 3), (gone, 1))
    placed = server.done("POST", "/api/v1/orders", asked, cookie=ada, key=KEY)[0]
    server.done("DELETE", f"/api/v1/products/{gone['id']}", cookie=grace)
    return {
        "users": server.done("GET", "/api/v1/users", cookie=root)[0]["users"],
        "products": server.done("GET", "/api/v1/products", cookie=root)[0]["products"],
        "orders": server.done("GET", "/api/v1/orders?scope=all", cookie=root)[0]["orders"],
        "cookies": {"ada.lovelace": ada, "grace.hopper": grace, "jesse.pinkman": jesse},
        "keyed": {"key": KEY, "request": asked, "answer": placed},
    }


LATER = [f"UPDATE sessions SET expires_at = {END}", f"UPDATE idempotency_records SET expires_at = {END}"]


def fill_sqlite(binary):
    store = Store(binary, "sqlite://tranche.db")
    answers = fill(store)
    file = sqlite3.connect(store.path("tranche.db"))
    for statement in LATER:
        file.execute(statement)
    file.commit()
    # In the order of SQLite's own program: tables by name.
    dump = "\n".join(["PRAGMA foreign_keys = OFF;", *file.iterdump()])
    return {"sqlite.sql": dump + "\n", "sqlite.json": written(answers)}


def fill_postgres(binary):
    programs = os.environ["TEST_POSTGRES_PROGRAMS"]
    server = os.environ["TEST_POSTGRES_URL"]
    name = f"tranche_filled_{os.getpid()}"
    url = re.sub(r"/[^/]*$", f"/{name}", server)

    def psql(database, *statements):
        for statement in statements:
            subprocess.run([f"{programs}/psql", "-qc", statement, database], check=True)

    psql(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        answers = fill(Store(binary, url))
        psql(url, *LATER)
        command = [f"{programs}/pg_dump", "--inserts", "--no-owner", "--no-privileges", url]
        dump = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    finally:
        psql(server, f"DROP DATABASE {name} WITH (FORCE)")
    # Without psql's meta-commands and comments.
    lines = [line for line in dump.splitlines() if line and not line.startswith(("\\", "--"))]
    return {"postgres.sql": "\n".join(lines) + "\n", "postgres.json": written(answers)}


def fill_dynamodb(binary):
    server, table = os.environ["TEST_DYNAMODB_URL"], f"tranche-filled-{os.getpid()}"
    answers = fill(Store(binary, f"dynamodb://{table}?region=local&endpoint={server}"))

    def ask(operation, **request):
        headers = {
            "X-Amz-Target": f"DynamoDB_20120810.{operation}",
            "Content-Type": "application/x-amz-json-1.0",
            "Authorization": "AWS4-HMAC-SHA256 Credential=emulator/20260101/local/dynamodb/aws4_request, "
            "SignedHeaders=host, Signature=0",
            "X-Amz-Date": "20260101T000000Z",
        }
        request = urllib.request.Request(server, json.dumps({"TableName": table, **request}).encode(), headers)
        return json.loads(urllib.request.urlopen(request).read())

    made = ask("DescribeTable")["Table"]
    index = made["GlobalSecondaryIndexes"]
    indexes = [{name: part[name] for name in ["IndexName", "KeySchema", "Projection"]} for part in index]
    definitions = sorted(made["AttributeDefinitions"], key=lambda definition: definition["AttributeName"])
    description = {
        "AttributeDefinitions": definitions,
        "KeySchema": made["KeySchema"],
        "GlobalSecondaryIndexes": indexes,
        "BillingMode": "PAY_PER_REQUEST",
    }
    items = ask("Scan")["Items"]
    for item in items:
        if item["pk"]["S"].startswith(("SESSION#", "IDEMPOTENCY#")) or item["sk"]["S"].startswith("SESSION#"):
            item["expires_at"] = {"N": str(END)}
            item["ttl"] = {"N": str(END // 1000 + GRACE_SECONDS)}
            if "index_sk" in item:
                item["index_sk"] = {"S": f"{END:015}"}
    items.sort(key=lambda item: (item["pk"]["S"], item["sk"]["S"]))
    lines = [json.dumps(line, ensure_ascii=False, sort_keys=True) for line in [description, *items]]
    return {"dynamodb.jsonl": "\n".join(lines) + "\n", "dynamodb.json": written(answers)}


def written(answers):
    """The responses as JSON, with a line for each item of a list."""
    lines = []
    for name, value in answers.items():
        items = [json.dumps(item, ensure_ascii=False) for item in (value if isinstance(value, list) else [value])]
        text = "[\n  " + ",\n  ".join(items) + "\n]" if isinstance(value, list) else items[0]
        lines.append(f"{json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    binary, release = os.path.abspath(sys.argv[1]), sys.argv[2]
    folder = pathlib.Path(__file__).parent / release
    folder.mkdir(exist_ok=True)
    for filled in [fill_sqlite, fill_postgres, fill_dynamodb]:
        for name, content in filled(binary).items():
            (folder / name).write_text(content, encoding="utf-8")


main()
