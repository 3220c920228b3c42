"""An address whose requests are signed, and handed to the API of a stack as they came."""

import contextlib
import hashlib
import hmac
import http.client
import http.server
import sys
import threading
import time
import urllib.parse

from emulator import REGION

# Headers of one connection, and those that are the gateway's alone.
NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding", "content-length", "authorization", "x-forwarded-proto"}
# What is added to answers of the function, which writes its names in small letters: an id, as by API Gateway, and by the emulator
# alone a type where there is none.
ADDED = {"apigw-requestid", "Content-Type"}
SIGNED_HEADERS = "host;x-amz-content-sha256;x-amz-date"


class Proxy(http.server.ThreadingHTTPServer):
    """Runs until it is closed. Passes at most `at_once` requests on at a time; the rest wait."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, emulator_port, api, key, at_once):
        super().__init__(("127.0.0.1", 0), _Handler)
        self._emulator_port, self._key = emulator_port, key
        # With the API in the path, the host is the one that the client named, and the path is kept to the letter: the emulator
        # loses a slash at the end where the API is in the host's name.
        self._root = f"/_aws/execute-api/{api}/$default"
        self._free = threading.Semaphore(at_once)
        self.address = f"127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """Reports the error, unless the client hung up."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def pass_on(self, method, target, host, headers, body):
        """The status, the headers and the body of the answer."""
        target = self._root + target
        connection = http.client.HTTPConnection("127.0.0.1", self._emulator_port, timeout=60)
        with self._free, contextlib.closing(connection):
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            for name, value in [*headers, *self._signature(method, target, host, body)]:
                connection.putheader(name, value)
            connection.putheader("Content-Length", str(len(body)))
            # API Gateway sends the scheme of the request. The emulator does not.
            connection.putheader("X-Forwarded-Proto", "http")
            connection.endheaders(body)
            response = connection.getresponse()
            return response.status, response.headers.items(), response.read()

    def _signature(self, method, target, host, body):
        """Signature Version 4 of what no gateway changes."""
        key, secret = self._key
        now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        path, _, query = target.partition("?")
        digest = hashlib.sha256(body).hexdigest()
        canonical = "\n".join([
            method, _encoded(_without_dots(path), "/"), _canonical_query(query), f"host:{host}",
            f"x-amz-content-sha256:{digest}", f"x-amz-date:{now}", "", SIGNED_HEADERS, digest])
        scope = f"{now[:8]}/{REGION}/execute-api/aws4_request"
        text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
        signing_key = f"AWS4{secret}".encode()
        for part in [*scope.split("/"), text]:
            signing_key = hmac.digest(signing_key, part.encode(), "sha256")
        return [
            ("X-Amz-Date", now), ("X-Amz-Content-Sha256", digest),
            ("Authorization",
             f"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={SIGNED_HEADERS}, Signature={signing_key.hex()}")]


def _encoded(text, safe=""):
    return urllib.parse.quote(text, safe=f"-_.~{safe}")


def _without_dots(path):
    """What is signed for a path, which is sent as it is."""
    kept = []
    for segment in path.split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment not in ("", "."):
            kept.append(segment)
    return "/" + "/".join(kept) + ("/" if kept and path.endswith("/") else "")


def _canonical_query(query):
    values = urllib.parse.parse_qs(query, keep_blank_values=True)
    return "&".join(sorted(f"{_encoded(name)}={_encoded(value)}" for name in values for value in values[name]))


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # The head and the body of an answer are two writes.
    disable_nagle_algorithm = True

    def handle_one_request(self):
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        # `path` has lost slashes.
        target = self.requestline.split(" ")[1]
        headers = [(name, value) for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON]
        host = self.headers.get("Host", "")
        self._answer(*self.server.pass_on(self.command, target, host, headers, self._read_body()))

    def _answer(self, status, headers, body):
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in NOT_PASSED_ON and name not in ADDED:
                self.send_header(name, value)
        if self.command == "HEAD":
            for value in [value for name, value in headers if name.lower() == "content-length"]:
                self.send_header("Content-Length", value)
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _read_body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body
