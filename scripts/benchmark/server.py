"""A `fleetcast serve` that is measured from outside."""

import http.client
import os
import pathlib
import socket
import subprocess
import time

from measured import BINARY


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """Runs from the block's beginning, when it answers, to its end."""

    def __init__(self, artifacts, *arguments, environment=None):
        self.port = free_port()
        self.command = [
            str(BINARY), "serve", "--artifacts", str(artifacts), "--host", "127.0.0.1", "--port", str(self.port),
            "--quiet", *map(str, arguments),
        ]
        self.environment = {**os.environ, **(environment or {})}

    def __enter__(self):
        start = time.monotonic()
        self.process = subprocess.Popen(self.command, env=self.environment)
        while True:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
            try:
                self.ask("GET", "/ping")
                break
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    raise RuntimeError(f"the server ended with {self.process.returncode}") from None
                time.sleep(0.001)
        self.seconds_until_answer = time.monotonic() - start
        return self

    def __exit__(self, *_):
        self.connection.close()
        self.process.terminate()
        if self.process.wait(timeout=60) != 0:
            raise RuntimeError(f"the server ended with {self.process.returncode}")

    def ask(self, method, path, body=None, headers=None):
        """The answer's bytes; anything but 200 ends the benchmark."""
        self.connection.request(method, path, body, headers or {})
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]!r}")
        return text

    def metric(self, name):
        """A sample of /metrics by its whole name with labels."""
        for line in self.ask("GET", "/metrics").decode().splitlines():
            if line.startswith(name + " "):
                return float(line.rpartition(" ")[2])
        raise RuntimeError(f"no metric {name}")

    @property
    def own_bytes(self):
        """Memory of its own."""
        return self._status("RssAnon")

    @property
    def code_bytes(self):
        """Of the files of the program and its libraries that are in memory: the system shares them and takes them away."""
        return self._status("RssFile")

    def _status(self, name):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith(name + ":"))
        return int(line.split()[1]) * 1024

    @property
    def open_files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))
