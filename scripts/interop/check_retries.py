"""What boto3 sends a second time, counted where it arrives: at the server.

Customers that do not exist cost one request each, in every mode of retries; a server that has too much to read is asked
again until it has answered.
"""

import concurrent.futures
import os
import re
import sys
import urllib.request

os.environ |= {
    # Made up: nothing is signed for anybody.
    "AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/dev/null",
}

from fleetcast import Fleetcast, Report  # first: it keeps the others quiet

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from endpoint import Endpoint

MODES = ["legacy", "standard", "adaptive"]
UNKNOWN = 20
CUSTOMERS = 200
THREADS = 16
ROUTE = 'route="/endpoints/{endpoint}/invocations"'


def client(url, mode, attempts=None):
    # The standard mode's own three attempts are not enough against a server that refuses one in a few.
    retries = {"mode": mode} | ({"total_max_attempts": attempts} if attempts else {})
    config = Config(retries=retries, max_pool_connections=THREADS)
    return boto3.client("sagemaker-runtime", endpoint_url=url, config=config)


def arrived(endpoint, code=r"\d+"):
    """Invocations that the server has answered so."""
    with urllib.request.urlopen(f"{endpoint.url}/metrics") as answer:
        text = answer.read().decode()
    pattern = rf'^fleetcast_http_requests_total{{{re.escape(ROUTE)},method="POST",code="{code}"}} (\d+)$'
    return sum(map(int, re.findall(pattern, text, re.M)))


def check_unknown(endpoint, report, mode):
    runtime = client(endpoint.url, mode)
    before = arrived(endpoint)
    errors = set()
    for number in range(UNKNOWN):
        try:
            runtime.invoke_endpoint(EndpointName="fleet", TargetModel=f"no{number}.tar.gz", Body=b"{}")
        except ClientError as error:
            errors.add(type(error).__name__)
    count = arrived(endpoint) - before
    report.line(
        f"{mode}: unknown customers", count == UNKNOWN and errors == {"ValidationError"},
        f"{count} requests for {UNKNOWN} calls, {errors}",
    )


def check_busy(endpoint, report, mode):
    """One archive at a time, and none may wait: of many clients some are refused."""
    runtime = client(endpoint.url, mode, attempts=30)
    before, refused = arrived(endpoint), arrived(endpoint, "503")

    def call(number):
        answer = runtime.invoke_endpoint(
            EndpointName="fleet", TargetModel=f"{number % CUSTOMERS + 1}.tar.gz", Body=b"{}")
        answer["Body"].read()
        return answer["ResponseMetadata"]["RetryAttempts"]

    calls = retries = 0
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        while retries == 0 and calls < 50 * CUSTOMERS:
            retries += sum(pool.map(call, range(CUSTOMERS)))
            calls += CUSTOMERS
    came, turned_away = arrived(endpoint) - before, arrived(endpoint, "503") - refused
    report.line(
        f"{mode}: refused, and answered when asked again",
        retries > 0 and turned_away == retries and came == calls + retries,
        f"{calls} calls, {came} requests, {turned_away} refused",
    )


def main():
    fleetcast = Fleetcast(sys.argv[1])
    report = Report()
    fleetcast.run("generate", "--customers", CUSTOMERS, "--days", 60, "--out", "data")
    fleetcast.run("train", "data", "--artifacts", "models", "--quiet")
    with Endpoint(fleetcast, "--artifacts", "models") as endpoint:
        for mode in MODES:
            check_unknown(endpoint, report, mode)
    # A cache that holds nothing: each call reads.
    arguments = ["--artifacts", "models", "--cache-bytes", 1, "--concurrent-reads", 1, "--queued-reads", 0]
    with Endpoint(fleetcast, *arguments) as endpoint:
        for mode in MODES:
            check_busy(endpoint, report, mode)
    report.exit()


main()
