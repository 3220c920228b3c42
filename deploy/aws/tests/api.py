"""Calls of the API, signed or not."""

import http.client
import json
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials

from emulator import REGION


class Answer:
    """A response."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        self.text = self.body.decode(errors="replace")

    def json(self):
        return json.loads(self.text)


class Caller:
    """A client with the keys of a principal of AWS or without, which keeps the cookies that it is sent."""

    def __init__(self, url, port, key=None):
        self._url, self._port, self.key = url, port, key
        credentials = botocore.credentials.Credentials(*key) if key else None
        self._signer = botocore.auth.SigV4Auth(credentials, "execute-api", REGION) if key else None
        self.cookies = {}

    def call(self, method, path, body=None, headers=()):
        """Sends a request. The body goes as JSON."""
        data = b"" if body is None else json.dumps(body).encode()
        sent = dict(headers)
        if body is not None:
            sent["Content-Type"] = "application/json"
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return self.sign_and_send(method, path, data, sent)

    def sign_and_send(self, method, path, data, headers):
        """Sends a request, signed where the caller has a key."""
        # What may come otherwise than it was sent, such as white space in headers, is left out of the signature.
        request = botocore.awsrequest.AWSRequest(method=method, url=self._url + path, data=data)
        if self._signer:
            self._signer.add_auth(request)
        return self.send(method, path, data, {**headers, **dict(request.headers)})

    def send(self, method, path, data, headers):
        """Sends a request as it stands. The host is a name that only the emulator knows."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            headers["Host"] = urllib.parse.urlsplit(self._url).netloc
            connection.request(method, path, body=data, headers=headers)
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def without_session(self):
        """The same principal of AWS, with no cookie."""
        return Caller(self._url, self._port, self.key)
