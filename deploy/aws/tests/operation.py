"""What an operator relies on: secrets, the schedule, the log, rights, and what stays."""

import json
import secrets
import time

import botocore.exceptions

import expect
from gateway import ON_THE_WAY

# The schedule calls each minute.
TIMEOUT = 120
EVENTS_OF_THE_TOUR = {"UserSignedUp", "ProductCreated", "OrderPlaced", "OrderCancelled"}
SECRETS = ["JwtSecretArn", "PasswordPepperArn"]


def value_of(stack, arn):
    return stack.emulator.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]


def secrets_are_made(stack):
    """The stack creates secrets, and the function's settings have their ARNs alone."""
    signing, pepper = (value_of(stack, stack.outputs[name]) for name in SECRETS)
    expect.equal("the length of the secrets", [len(signing), len(pepper)], [64, 64])
    expect.true("they differ", signing != pepper)
    settings = json.dumps(configuration(stack)["Environment"]["Variables"])
    for secret in (signing, pepper, first_password(stack)):
        expect.true("the function's settings do not have it", secret not in settings)


def configuration(stack):
    name = stack.outputs["FunctionName"]
    return stack.emulator.client("lambda").get_function_configuration(FunctionName=name)


def first_password(stack):
    """Of the first super admin."""
    return value_of(stack, stack.outputs["BootstrapPasswordArn"])


def schedule_delivers(stack):
    """The schedule alone delivers: within the timeout, the log has the events."""
    described = stack.emulator.client("events").describe_rule(Name=stack.resources()["Background"])
    expect.equal("the schedule", [described["ScheduleExpression"], described["State"]], ["rate(1 minute)", "ENABLED"])
    deadline = time.monotonic() + TIMEOUT
    kinds = set()
    while not EVENTS_OF_THE_TOUR <= kinds and time.monotonic() < deadline:
        time.sleep(0.5)
        kinds = {line.get("type") for line in lines(stack) if line.get("target") == "events"}
    expect.true(f"it delivered events: {sorted(kinds)}", EVENTS_OF_THE_TOUR <= kinds)


def background_work_is_done(stack):
    """The event of the schedule, sent by the test, returns what was done."""
    rule = stack.resources()["Background"]
    target = stack.emulator.client("events").list_targets_by_rule(Rule=rule)["Targets"][0]
    answer = stack.emulator.client("lambda").invoke(FunctionName=stack.outputs["FunctionName"], Payload=target["Input"])
    payload = answer["Payload"].read().decode()
    expect.true(f"the function did it: {payload}", "FunctionError" not in answer and "removed" in json.loads(payload))


def log_is_json(stack):
    """Each line of the function itself is one JSON object."""
    found = lines(stack)
    expect.true(f"the log has {len(found)} lines of JSON", len(found) > 20)
    expect.equal("none is of the level ERROR", [line for line in found if line["level"] == "ERROR"], [])


def lines(stack):
    """The function's own lines of its log."""
    logs = stack.emulator.client("logs")
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=stack.outputs["FunctionLogGroup"])
    texts = [text for page in pages for event in page["events"] for text in event["message"].splitlines()]
    return [json.loads(text) for text in texts if text.startswith("{")]


def first_password_is_taken_away(stack):
    """The secret is deleted, once the password was changed."""
    arn = stack.outputs["BootstrapPasswordArn"]
    stack.update(BootstrapUsername="")
    gone(stack, "secretsmanager", "get_secret_value", SecretId=arn)


def signing_secret_is_replaced(stack, client):
    """The rounds of docs/deploy-aws.md, under a session that continues."""
    made = stack.outputs["JwtSecretArn"]
    vault, value = stack.emulator.client("secretsmanager"), secrets.token_urlsafe(48)
    another = vault.create_secret(Name="tranche-signing-2", SecretString=value)["ARN"]
    old = session_of(client)
    for name, changed in {
        "the new secret is known": {"JwtSecretsPreviousArn": another},
        "the new secret signs": {"JwtSecretArn": another, "JwtSecretsPreviousArn": made},
    }.items():
        stack.update(**changed)
        expect.answered(f"{name}: a session from before", old.call("GET", "/api/v1/auth/me"), 200)
    new = session_of(client)
    stack.update(JwtSecretsPreviousArn="")
    expect.answered("the old one is forgotten: a session of the new one", new.call("GET", "/api/v1/auth/me"), 200)
    expect.answered("and one of the old one", old.call("GET", "/api/v1/auth/me"), 401)


def session_of(client):
    user = client.without_session()
    expect.answered("log in", user.call("POST", "/api/v1/auth/login", ON_THE_WAY), 200)
    return user


def rights_end_at_the_table(stack):
    """The emulator held the function to its role so far; this is what else it could not have done."""
    table = stack.emulator.client("dynamodb").describe_table(TableName=stack.outputs["TableName"])["Table"]["TableArn"]
    pepper = stack.outputs["PasswordPepperArn"]
    for action, resource, decision in [
        ("dynamodb:GetItem", table, "allowed"),
        ("dynamodb:Query", f"{table}/index/by_time", "allowed"),
        ("dynamodb:Query", f"{table}/index/by_actor", "allowed"),
        ("dynamodb:Scan", table, "implicitDeny"),
        ("dynamodb:DeleteTable", table, "implicitDeny"),
        ("dynamodb:UpdateTable", table, "implicitDeny"),
        ("dynamodb:GetItem", f"{table}-of-others", "implicitDeny"),
        ("secretsmanager:GetSecretValue", pepper, "allowed"),
        ("secretsmanager:PutSecretValue", pepper, "implicitDeny"),
        ("secretsmanager:GetSecretValue", f"{pepper}-of-others", "implicitDeny"),
        # Another secret replaced it.
        ("secretsmanager:GetSecretValue", stack.outputs["JwtSecretArn"], "implicitDeny"),
    ]:
        found = stack.emulator.client("iam").simulate_principal_policy(
            PolicySourceArn=stack.outputs["FunctionRoleArn"], ActionNames=[action], ResourceArns=[resource])
        where = resource.split(":", 5)[-1]
        expect.equal(f"{action} on {where}", found["EvaluationResults"][0]["EvalDecision"], decision)


def deletion_keeps_data(stack, client):
    """The table, secrets and logs stay, and the rest is deleted, as docs/deploy-aws.md says."""
    stack.delete()
    database = stack.emulator.client("dynamodb")
    kept = database.scan(TableName=stack.outputs["TableName"], Select="COUNT")["Count"]
    expect.true(f"the table stays, with {kept} items", kept > 10)
    expect.equal("the secrets stay", [len(value_of(stack, stack.outputs[name])) for name in SECRETS], [64, 64])
    groups = stack.emulator.client("logs").describe_log_groups()["logGroups"]
    names = {group["logGroupName"] for group in groups}
    expect.true("the logs stay", {stack.outputs["FunctionLogGroup"], stack.outputs["AccessLogGroup"]} <= names)
    gone(stack, "lambda", "get_function", FunctionName=stack.outputs["FunctionName"])
    gone(stack, "apigatewayv2", "get_api", ApiId=stack.outputs["ApiId"])
    expect.true("the API does not respond", client.call("GET", "/livez").status != 200)


def gone(stack, service, operation, **arguments):
    try:
        getattr(stack.emulator.client(service), operation)(**arguments)
    except botocore.exceptions.ClientError as error:
        expect.true(f"{operation}: {error.response['Error']['Code']}", True)
        return
    raise SystemExit(f"aws-test: {operation} {arguments}: it is still there")
