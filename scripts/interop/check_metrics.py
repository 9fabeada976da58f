"""/metrics passes promtool, and a real Prometheus scrapes it; deploy/prometheus fits to it."""

import json
import pathlib
import re
import socket
import subprocess
import sys
import time
import urllib.request

from fleetcast import Fleetcast, Report  # first: it keeps the others quiet

from endpoint import Endpoint

# Where scripts/interop/run unpacks Debian's package.
PROGRAMS = pathlib.Path(sys.executable).parent.parent / "prometheus" / "usr" / "bin"
RULES = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "prometheus"
HISTOGRAMS = [
    "fleetcast_http_request_duration_seconds", "fleetcast_model_load_wait_seconds",
    "fleetcast_model_read_seconds", "fleetcast_model_load_seconds", "fleetcast_forecast_duration_seconds",
]


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def check_form(endpoint, report):
    done = subprocess.run(
        [PROGRAMS / "promtool", "check", "metrics"], input=fetch(f"{endpoint.url}/metrics"),
        capture_output=True,
    )
    said = (done.stdout + done.stderr).decode().strip()
    report.line("promtool check metrics", done.returncode == 0 and not said, said)


def check_histograms(endpoint, report):
    """One model was asked for and loaded."""
    text = fetch(f"{endpoint.url}/metrics").decode()
    for name in HISTOGRAMS:
        counts = re.findall(rf"^{name}_count(?:{{.*}})? (\d+)$", text, re.M)
        report.line(name, sum(map(int, counts)) == 1, f"counts {counts}")


def check_rules(endpoint, report):
    """The rules are well formed, ring when they should, and look at what there is."""
    for action, file in [("check", "fleetcast.rules.yml"), ("test", "fleetcast.test.yml")]:
        done = subprocess.run(
            [PROGRAMS / "promtool", action, "rules", file], cwd=RULES, capture_output=True, text=True
        )
        report.line(f"promtool {action} rules", done.returncode == 0, (done.stdout + done.stderr)[-300:].strip())
    names = set(re.findall(r"\b(?:fleetcast|process)_[a-z_]+", (RULES / "fleetcast.rules.yml").read_text()))
    there = set(re.findall(r"^(?:# TYPE )?([a-z_]+)[ {]", fetch(f"{endpoint.url}/metrics").decode(), re.M))
    missing = sorted(names - there)
    report.line("the rules' metrics", len(names) > 8 and not missing, f"missing: {missing}")


def query(address, expression):
    """The value of an instant query, or nothing."""
    text = fetch(f"{address}/api/v1/query?query={expression}")
    result = json.loads(text)["data"]["result"]
    return float(result[0]["value"][1]) if result else None


def check_scrape(endpoint, report, folder):
    port = free_port()
    (folder / "prometheus.yml").write_text(
        "global: {scrape_interval: 1s}\nscrape_configs:\n- job_name: fleetcast\n"
        f"  static_configs: [{{targets: ['127.0.0.1:{endpoint.port}']}}]\n"
    )
    with (folder / "prometheus.log").open("w") as log:
        prometheus = subprocess.Popen(
            [PROGRAMS / "prometheus", "--config.file", "prometheus.yml", "--storage.tsdb.path", "tsdb",
             "--web.listen-address", f"127.0.0.1:{port}"], cwd=folder, stderr=log, stdout=log,
        )
    try:
        loaded, deadline = None, time.monotonic() + 30
        while loaded is None and time.monotonic() < deadline:
            try:
                loaded = query(f"http://127.0.0.1:{port}", "fleetcast_models_loaded")
            except OSError:
                pass  # It is not listening yet.
            time.sleep(0.2)
        report.line("Prometheus scrapes", loaded == 1, f"models loaded: {loaded}")
    finally:
        prometheus.terminate()
        prometheus.wait(timeout=30)


def main():
    fleetcast = Fleetcast(sys.argv[1])
    report = Report()
    fleetcast.run("generate", "--customers", 3, "--days", 60, "--out", "data")
    fleetcast.run("train", "data", "--artifacts", "models", "--quiet")
    with Endpoint(fleetcast, "--artifacts", "models") as endpoint:
        fetch(f"{endpoint.url}/v1/customers/1/forecast")
        check_histograms(endpoint, report)
        check_form(endpoint, report)
        check_rules(endpoint, report)
        check_scrape(endpoint, report, fleetcast.folder)
    report.exit()


main()
