"""A running `fleetcast serve` for the checks that ask it over HTTP."""

import os
import pathlib
import re
import subprocess
import time


class Endpoint:
    """The binary serving a folder's models on a free port until the block ends."""

    def __init__(self, fleetcast, *arguments, environment=None):
        self.arguments = [fleetcast.binary, "serve", "--port", "0", *map(str, arguments)]
        self.folder = fleetcast.folder
        self.environment = {**os.environ, **(environment or {})}

    def __enter__(self):
        self.log = pathlib.Path(self.folder, "serve.log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.arguments, cwd=self.folder, env=self.environment, stderr=log
            )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"http://[0-9.]+:([0-9]+)", self.log.read_text())
            if found:
                self.port = int(found[1])
                self.url = f"http://127.0.0.1:{self.port}"
                return self
            time.sleep(0.01)
        raise RuntimeError(f"the endpoint did not start: {self.log.read_text()}")

    def __exit__(self, *_):
        self.process.terminate()
        if self.process.wait(timeout=30) != 0:
            raise RuntimeError(f"the endpoint ended with {self.process.returncode}")
