"""Servers under load: started on a free port, asked by wrk, their processor time counted."""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import urllib.request

from measured import TICKS

REQUESTS = pathlib.Path(__file__).parent / "requests.lua"
CONNECTIONS = 32


class Server:
    """A server process on a port of this machine, until the block ends."""

    def __init__(self, *command):
        """The command; the word PORT in it becomes a free port."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._command = [str(self.port) if part == "PORT" else str(part) for part in command]

    def __enter__(self):
        self._process = subprocess.Popen(self._command, env=os.environ | {"LOG_LEVEL": "error"})
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                self.get("/ping")
                return self
            except OSError:
                time.sleep(0.02)
        sys.exit(f"benchmark: {' '.join(self._command)} did not start")

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(timeout=60)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read()

    def post(self, path, body):
        """A batch of questions, a line each."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", body, {"Content-Type": "application/x-ndjson"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    def metric(self, name):
        return float(re.search(rf"^{name} (\S+)$", self.get("/metrics").decode(), re.MULTILINE)[1])

    def cpu(self):
        """User and system time of all threads so far, in seconds."""
        stat = pathlib.Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / TICKS

    def memory(self, field="VmRSS"):
        """Bytes of the process' status: VmRSS, RssAnon."""
        status = pathlib.Path(f"/proc/{self._process.pid}/status").read_text()
        return int(re.search(rf"^{field}:\s+(\d+) kB", status, re.MULTILINE)[1]) * 1024

    def load(self, paths, seconds, first=0, pause=0, body=None, connections=CONNECTIONS):
        """What wrk's one thread saw in so many seconds, and what each request cost this server.

        A connection sends its next request when it has its answer, after `pause` milliseconds on
        average.
        """
        start = self.cpu()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", REQUESTS,
                   f"http://127.0.0.1:{self.port}", "--", paths, str(first), str(pause)]
        run = subprocess.run(
            [*map(str, command), *([str(body)] if body else [])], stdout=subprocess.PIPE, text=True,
            check=True)
        load = json.loads(run.stdout.splitlines()[-1])
        if load["errors"] or not load["requests"]:
            sys.exit(f"benchmark: {load['errors']} requests failed: {run.stdout}")
        return {
            "rate": load["requests"] / load["seconds"],
            "cpu": (self.cpu() - start) / load["requests"],
            "p50": load["p50"], "p99": load["p99"], "requests": load["requests"],
        }
