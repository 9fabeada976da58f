"""Runs fleetcast and measures it; medians, ratios and tables: what every benchmark shares."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build/release/fleetcast"
PRODUCTS = ROOT / "Benchmarks/.build/release"

TICKS = os.sysconf("SC_CLK_TCK")
SAMPLING_SECONDS = 0.02

median = statistics.median


class Run:
    """What one run of a program said and cost."""

    def __init__(self, *command):
        """Runs it to its end."""
        with tempfile.TemporaryFile() as output:
            start = time.monotonic()
            process = subprocess.Popen([str(part) for part in command], stdout=output)
            ended = threading.Event()
            sampler = threading.Thread(target=self._watch_memory, args=(process.pid, ended))
            self.own_peak_bytes = 0
            sampler.start()
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            self.seconds = time.monotonic() - start
            ended.set()
            # Of a process that has ended and was not yet waited for, its own time is still to be had.
            self.own_cpu = self._own_seconds(process.pid)
            sampler.join()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            # Of it and of the children it has waited for, in seconds.
            self.cpu = usage.ru_utime + usage.ru_stime
            if process.returncode != 0:
                sys.exit(f"benchmark: {' '.join(map(str, command))} ended with {process.returncode}")
            output.seek(0)
            self.text = output.read().decode()

    @property
    def json(self):
        return json.loads(self.text)

    def _own_seconds(self, pid):
        """CPU time without the children's, to a hundredth of a second."""
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def _watch_memory(self, pid, ended):
        while not ended.wait(SAMPLING_SECONDS):
            try:
                status = pathlib.Path(f"/proc/{pid}/status").read_text()
            except OSError:
                return
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    self.own_peak_bytes = int(line.split()[1]) * 1024


def fleetcast(*arguments):
    return Run(BINARY, *arguments)


def train(data, artifacts, *arguments, workers=1):
    """A training that prints its JSON."""
    return fleetcast(
        "train", data, "--artifacts", artifacts, "--workers", workers, "--quiet", "--json", *arguments
    )


def python():
    """Of the environment with packages from PyPI, which make interop uses too."""
    requirements = ROOT / "scripts/interop/requirements.txt"
    command = [ROOT / "scripts/venv", requirements, ROOT / ".build/interop"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def setting(name, default):
    """A whole number from the environment, which make fills: make benchmark CUSTOMERS=1000."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or int(text) == 0:
        sys.exit(f"benchmark: {name} is '{text}', expected a whole number from 1 on")
    return int(text)


def progress(text):
    print(f"benchmark: {text}", file=sys.stderr, flush=True)


def heading(title):
    """The title of a table, and the machine it was measured on."""
    cpus = pathlib.Path("/proc/cpuinfo").read_text()
    model = next((line.split(":")[1].strip() for line in cpus.splitlines() if "model name" in line), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\n### {title}\n")
    print(
        f"{model}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GB, Linux {os.uname().release};"
        f" load average {load} at the end.\n"
    )


def table(columns, rows):
    """Prints a markdown table."""
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    sys.stdout.flush()


def megabytes(count):
    return f"{count / 1e6:.0f} MB"


def number(value):
    """With as many decimals as three digits need."""
    decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{decimals}f}"
