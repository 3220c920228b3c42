"""The first of two layers: a caller without the right by IAM is refused before the function."""

import json
import pathlib

import expect
from api import Caller
from emulator import REGION

DOCUMENT = pathlib.Path(__file__).parent.parent.parent.parent / "docs" / "openapi.json"
# The user of a sign-up that was signed.
ON_THE_WAY = {"username": "on.the.way", "password": "difference engine"}
SOME_ID = "0199b1a4-7c00-7000-8000-000000000001"


def new_client(stack, name):
    """A principal of AWS that may call the API, by the policy in docs/deploy-aws.md."""
    aws = stack.emulator
    iam, account = aws.client("iam"), aws.client("sts").get_caller_identity()["Account"]
    resource = f"arn:aws:execute-api:{REGION}:{account}:{stack.outputs['ApiId']}/*"
    statement = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": resource}
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="call",
                        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return Caller(stack.outputs["ApiUrl"], aws.port, (key["AccessKeyId"], key["SecretAccessKey"]))


def strangers_are_refused(stack, client):
    """Every operation refuses an unsigned call; one refuses a signed call without the right."""
    url, port = stack.outputs["ApiUrl"], stack.emulator.port
    anonymous = Caller(url, port)
    operations = [(method.upper(), path.replace("{id}", SOME_ID))
                  for path, methods in json.loads(DOCUMENT.read_text())["paths"].items() for method in methods
                  if method in ("get", "post", "put", "patch", "delete")]
    expect.true(f"there are operations: {len(operations)}", len(operations) > 20)
    operations += [("OPTIONS", "/livez"), ("HEAD", "/livez"), ("GET", "/nowhere"), ("GET", "/%2e%2e/livez")]
    for method, path in operations:
        refused(f"{method} {path}, unsigned", anonymous.call(method, path))

    iam = stack.emulator.client("iam")
    iam.create_user(UserName="stranger")
    made = iam.create_access_key(UserName="stranger")["AccessKey"]
    key, secret = made["AccessKeyId"], made["SecretAccessKey"]
    for who, caller in {
        "an unknown key": Caller(url, port, ("AKIAUNKNOWNUNKNOWN12", secret)),
        "the secret of another key": Caller(url, port, (key, "secret")),
        "a principal without the right": Caller(url, port, (key, secret)),
    }.items():
        refused(f"GET /livez with {who}", caller.call("GET", "/livez"))
    expect.answered("GET /livez as a client", client.call("GET", "/livez"), 200)
    changed_on_the_way(client)


def refused(what, answer):
    """Refused by the gateway: a refusal of the function has the id of the request."""
    expect.answered(what, answer, 403)
    if "requestId" in answer.text or "X-Request-Id" in answer.headers:
        raise SystemExit(f"aws-test: {what}: the function was reached: {answer.text}")


def changed_on_the_way(client):
    """A call that was changed after signing is refused."""
    sent = {}
    send = client.send

    def keep(method, path, data, headers):
        sent.update(method=method, path=path, data=data, headers=headers)
        return send(method, path, data, headers)

    client.send = keep
    expect.answered("a signed sign-up", client.call("POST", "/api/v1/auth/signup", ON_THE_WAY), 201)
    client.send = send
    for what, change in {
        "another body": {"data": sent["data"].replace(b"on.the.way", b"off.the.way")},
        "another path": {"path": "/api/v1/auth/login"},
        "another method": {"method": "PUT"},
    }.items():
        answer = client.send(**{**sent, "headers": dict(sent["headers"]), **change})
        refused(f"its signature with {what}", answer)
