"""What an operator does on a bad day: an alarm notifies them, and they restore the table."""

import json
import subprocess
import time

import expect

TIMEOUT = 60


def alarms_notify_the_topic(stack):
    """Every alarm has the topic of AlarmTopicArn, and one that is raised and over reaches who subscribed to it."""
    aws = stack.emulator
    topic = aws.client("sns").create_topic(Name="on-call")["TopicArn"]
    queue = aws.client("sqs").create_queue(QueueName="on-call")["QueueUrl"]
    queue_arn = aws.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    statement = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": queue_arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    aws.client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    aws.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arn)
    stack.update(AlarmTopicArn=topic)

    metrics = aws.client("cloudwatch")
    alarms = metrics.describe_alarms()["MetricAlarms"]
    names = {name: physical for name, physical in stack.resources().items() if name.endswith("Alarm")}
    expect.equal("the alarms", sorted(alarm["AlarmName"] for alarm in alarms), sorted(names.values()))
    actions = {action for alarm in alarms for side in ("AlarmActions", "OKActions") for action in alarm[side]}
    expect.equal("whom they notify", actions, {topic})
    expect.true("each of them does", all(alarm["AlarmActions"] and alarm["OKActions"] for alarm in alarms))
    for state in ("ALARM", "OK"):
        metrics.set_alarm_state(AlarmName=names["DeadLettersAlarm"], StateValue=state, StateReason="the test says so")
        expect.true(f"the topic has heard of {state}", heard(aws.client("sqs"), queue, state))


def heard(queues, queue, state):
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline:
        for message in queues.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages", []):
            if json.loads(json.loads(message["Body"])["Message"])["NewStateValue"] == state:
                return True
    return False


def table_is_restored(stack, binary):
    """The steps of docs/how-to/back-up-and-restore.md: another table, which then gets what a restoration leaves out."""
    database, source = stack.emulator.client("dynamodb"), stack.outputs["TableName"]
    target = f"{source}-2"
    database.restore_table_to_point_in_time(SourceTableName=source, TargetTableName=target, UseLatestRestorableTime=True)
    database.get_waiter("table_exists").wait(TableName=target, WaiterConfig={"Delay": 0.1, "MaxAttempts": 600})
    expect.equal("removal of what is expired, which it lacks", removal(database, target), "DISABLED")
    expect.equal("recovery, which it lacks", recovery(database, target), "DISABLED")

    expect.true("its schema is migrated", tranche(stack, binary, target, "migrate", "status").startswith("applied "))
    database.update_time_to_live(TableName=target, TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"})
    on = {"PointInTimeRecoveryEnabled": True}
    database.update_continuous_backups(TableName=target, PointInTimeRecoverySpecification=on)
    database.update_table(TableName=target, DeletionProtectionEnabled=True)
    expect.equal("removal of what is expired", removal(database, target), "ENABLED")
    expect.equal("recovery", recovery(database, target), "ENABLED")

    events = {name: tranche(stack, binary, name, "events", "list", "--limit", "1000") for name in (source, target)}
    expect.true(f"the table has {len(events[target].splitlines())} events", len(events[target].splitlines()) > 5)
    expect.true("they are those of the first", events[target] == events[source])
    compared = tranche(stack, binary, target, "data", "verify", "--against", stack.emulator.url_of(source))
    expect.equal("every row is that of the first", json.loads(compared.splitlines()[-1]), {"same": True})


def removal(database, table):
    return database.describe_time_to_live(TableName=table)["TimeToLiveDescription"]["TimeToLiveStatus"]


def recovery(database, table):
    described = database.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    return described.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus", "DISABLED")


def tranche(stack, binary, table, *arguments):
    """Runs a command on a table, as an operator would from their machine."""
    done = subprocess.run([binary, *arguments], env=stack.emulator.environment_of_commands(table), check=False,
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"aws-test: tranche {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def domain_is_the_only_host(stack):
    """With DomainName the API has that host, and its own is off; without it, it is as before."""
    before = stack.outputs["ApiUrl"]
    certificate = stack.emulator.client("acm").request_certificate(DomainName="api.shop.test")["CertificateArn"]
    stack.update(DomainName="api.shop.test", CertificateArn=certificate)
    gateway = stack.emulator.client("apigatewayv2")
    expect.equal("the URL of the API", stack.outputs["ApiUrl"], "https://api.shop.test")
    expect.true("its name has somewhere to lead", stack.outputs["DomainTarget"])
    mappings = gateway.get_api_mappings(DomainName="api.shop.test")["Items"]
    expect.equal("what it leads to", [(one["ApiId"], one["Stage"]) for one in mappings], [(stack.outputs["ApiId"], "$default")])
    expect.true("the host of API Gateway is off", gateway.get_api(ApiId=stack.outputs["ApiId"])["DisableExecuteApiEndpoint"])
    stack.update(DomainName="", CertificateArn="")
    expect.equal("the URL without it", stack.outputs["ApiUrl"], before)
