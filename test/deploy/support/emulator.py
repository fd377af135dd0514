"""Starts MiniStack as AWS is, where it is not: docs/emulator.md says how, with the pages of AWS's manual that say so."""

import inspect
import json
import re
from email.utils import parseaddr
from urllib.parse import parse_qs

from ministack.app import main
from ministack.core import iam_actions, iam_evaluator
from ministack.services import apigateway, dynamodb, lambda_svc, s3, ses
from ministack.services.cloudformation import provisioners

PROCESSES_A_QUEUE = 3
LEADING_KEYS = "dynamodb:leadingkeys"


def refuse_buckets_that_hold_something(delete):
    """CloudFormation deletes buckets only empty; MiniStack deletes what they hold with them."""

    def delete_bucket(physical_id, props):
        if s3._buckets.get(physical_id, {}).get("objects"):
            raise ValueError("The bucket you tried to delete is not empty")
        delete(physical_id, props)

    return delete_bucket


def tag_buckets(configure):
    """A bucket of a template has the tags that the template gives it."""

    def configure_bucket(name, props, *previous):
        configure(name, props, *previous)
        tags = {tag["Key"]: tag["Value"] for tag in props.get("Tags", [])}
        if tags:
            s3._bucket_tags[name] = tags
        else:
            s3._bucket_tags.pop(name, None)

    return configure_bucket


def take_alarms_on_expressions(record):
    """AWS takes alarms on metric math; here they are kept as alarms on one metric, which nothing evaluates."""

    def record_alarm(name, props):
        if props.get("Metrics"):
            props = {**props, "Metrics": None, "Namespace": "Expression", "MetricName": name}
        return record(name, props)

    return record_alarm


def refer_to_secrets_by_arn(secret):
    """Ref of a secret is its ARN, by which policies name it; MiniStack's is its name."""

    def name_of(arn):
        return arn.split(":")[-1].rpartition("-")[0]

    def create(*request):
        _, attributes = secret["create"](*request)
        return attributes["Arn"], attributes

    def update(arn, *request):
        _, attributes = secret["update"](name_of(arn), *request)
        return arn, attributes

    def delete(arn, props):
        secret["delete"](name_of(arn), props)

    return {**secret, "create": create, "update": update, "delete": delete}


def find_sender_in_raw_mail(resource_of):
    """A right to send is a right to an identity: in a raw mail, that of its From."""

    def find_resource(service, method, path, headers, body, *rest):
        found = resource_of(service, method, path, headers, body, *rest)
        form = parse_qs((body or b"").decode(errors="replace")) if service == "ses" and found == "*" else {}
        if form.get("Action") != ["SendRawEmail"]:
            return found
        _, sender = parseaddr(ses._parse_raw_mime(form["RawMessage.Data"][0])["From"])
        region, account = rest[-2:]
        return f"arn:aws:ses:{region}:{account}:identity/{sender}"

    return find_resource


def run_few_at_once(limit_of):
    """A mapping may run fifty functions at once; here each is a process, and they share one machine."""
    return lambda *mapping: min(PROCESSES_A_QUEUE, limit_of(*mapping))


def judge_batches_as_single_messages(action_of):
    """SQS knows no rights to batches: the right to SendMessage is the right to SendMessageBatch."""

    def find_action(service, *request):
        action = action_of(service, *request)
        return action.removesuffix("Batch") if service == "sqs" and action else action

    return find_action


def named_items(request):
    """What names items in a request to DynamoDB: the action that asks for it (None: the request's), its table, and the part."""
    yield None, request.get("TableName"), request
    for table, parts in request.get("RequestItems", {}).items():
        if isinstance(parts, dict):
            yield from ((None, table, {"Key": key}) for key in parts["Keys"])
        else:
            yield from ((None, table, part) for write in parts for part in write.values())
    for item in request.get("TransactItems", []):
        for member, part in item.items():
            yield iam_actions._DYNAMODB_TRANSACT_ITEM_ACTIONS[member], part["TableName"], part


def leading_key(part, table):
    """The partition key of a named item; None where there is none, as of a scan or of an index."""
    schema = (dynamodb._tables.get(table) or {}).get("KeySchema", [])
    name = next((key["AttributeName"] for key in schema if key["KeyType"] == "HASH"), None)
    item = part.get("Key") or part.get("Item") or {}
    names = part.get("ExpressionAttributeNames", {})
    condition = "" if "IndexName" in part else part.get("KeyConditionExpression", "")
    for attribute, value in re.findall(r"(#?\w+)\s*=\s*(:\w+)", condition):
        item = {names.get(attribute, attribute): part["ExpressionAttributeValues"][value], **item}
    return next(iter(item[name].values())) if name in item else None


def tell_leading_keys(context_of):
    """Rights can be bound to partition keys: a request is judged with those that it names."""

    def find_context(body):
        items = named_items(json.loads(body or b"{}"))
        keys = [(action, table, leading_key(part, table)) for action, table, part in items]
        return {**context_of(body), LEADING_KEYS: keys}

    return find_context


def keep_leading_keys_apart(value_of):
    """Each table of a request, and each action of a transaction, is judged by its own keys, all together: no way is stricter."""

    def resolve(key, context):
        value = value_of(key, context)
        if key.lower() != LEADING_KEYS:
            return value
        keys = [
            leading
            for action, table, leading in value or []
            if leading is not None and action in (None, context.action) and context.resource_arn.endswith(f":table/{table}")
        ]
        return keys or None

    return resolve


def route_preflights_of_apis_without_cors():
    """Only an API with a corsConfiguration answers OPTIONS itself; of another, it is a method like any."""
    source = inspect.getsource(apigateway._handle_execute_in_scope)
    always = 'if method == "OPTIONS":'
    if always not in source:
        raise RuntimeError("MiniStack answers preflights in another way than it did")
    exec(source.replace(always, 'if method == "OPTIONS" and cors_cfg:'), vars(apigateway))


route_preflights_of_apis_without_cors()
iam_actions.dynamodb_service_context = tell_leading_keys(iam_actions.dynamodb_service_context)
iam_evaluator._resolve_condition_key = keep_leading_keys_apart(iam_evaluator._resolve_condition_key)
lambda_svc._sqs_esm_concurrency = run_few_at_once(lambda_svc._sqs_esm_concurrency)
iam_actions.extract_resource_arn = find_sender_in_raw_mail(iam_actions.extract_resource_arn)
iam_actions.extract_iam_action = judge_batches_as_single_messages(iam_actions.extract_iam_action)
provisioners._s3_apply_configurations = tag_buckets(provisioners._s3_apply_configurations)
provisioners._cw_metric_alarm_record = take_alarms_on_expressions(provisioners._cw_metric_alarm_record)
TYPES = provisioners._RESOURCE_HANDLERS
BUCKET = TYPES["AWS::S3::Bucket"]
BUCKET["delete"] = refuse_buckets_that_hold_something(BUCKET["delete"])
SECRET = "AWS::SecretsManager::Secret"
TYPES[SECRET] = refer_to_secrets_by_arn(TYPES[SECRET])
# Saved queries over logs: only people read them.
TYPES["AWS::Logs::QueryDefinition"] = {
    "create": lambda logical_id, props, stack_name: (f"{stack_name}-{logical_id}", {}),
    "update": lambda physical_id, old, new, stack_name: (physical_id, {}),
    "delete": lambda physical_id, props: None,
}

main()
