"""Tokens with boto3 and curl: whom a server with --auth answers, and what the others' clients raise."""

import os
import subprocess
import sys

os.environ |= {
    # Made up: nothing is signed for anybody.
    "AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/dev/null",
}

from fleetcast import Fleetcast, Report  # first: it keeps the others quiet

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from endpoint import Endpoint


def outcome(runtime, customer):
    """What a call raises, or its status."""
    try:
        answer = runtime.invoke_endpoint(
            EndpointName="fleet", TargetModel=f"{customer}.tar.gz", Body=b'{"period": 3}')
        return answer["ResponseMetadata"]["HTTPStatusCode"]
    except ClientError as error:
        return error.response["Error"]["Code"]


def with_token(url, text):
    """As docs/security.md says it."""
    runtime = boto3.client(
        "sagemaker-runtime", endpoint_url=url, config=Config(signature_version=UNSIGNED))
    runtime.meta.events.register(
        "before-send.sagemaker-runtime.*",
        lambda request, **_: request.headers.__setitem__("Authorization", "Bearer " + text))
    return runtime


def curl(url, *arguments):
    command = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", *arguments, url]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def check_boto3(url, text, report):
    signed, own = boto3.client("sagemaker-runtime", endpoint_url=url), with_token(url, text)
    for name, found, expected in [
        ("a signature alone", outcome(signed, 1), "UnrecognizedClientException"),
        ("a token", outcome(own, 1), 200),
        ("out of its scope", outcome(own, 2), "AccessDeniedException"),
        ("out of its scope, unknown", outcome(own, "nobody"), "AccessDeniedException"),
        ("in its scope, unknown", outcome(own, "1nobody"), "ValidationError"),
    ]:
        report.line(f"boto3: {name}", found == expected, f"{found}")


def main():
    fleetcast = Fleetcast(sys.argv[1])
    report = Report()
    fleetcast.run("generate", "--customers", 12, "--days", 60, "--out", "data")
    fleetcast.run("train", "data", "--quiet")
    text = fleetcast.run("token", "create", "check", "--quiet", "--scope", "read:1*").strip()
    with Endpoint(fleetcast, "--auth", "tokens.json") as endpoint:
        check_boto3(endpoint.url, text, report)
        url = f"{endpoint.url}/v1/customers/1/forecast"
        found = [curl(url), curl(url, "-H", f"Authorization: Bearer {text}"),
                 curl(url, "--oauth2-bearer", text)]
        report.line("curl", found == ["401", "200", "200"], f"{found}")
    report.exit()


main()
