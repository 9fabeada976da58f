#!/usr/bin/env python3
"""Checks the Dockerfile without docker: what SageMaker asks of an image, what is copied, what the program loads.

The image itself is built by whoever has docker.
"""

import json
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
# Whoever lacks one of these is not deployed.
LABELS = {
    "com.amazonaws.sagemaker.capabilities.multi-models": "true",
    "com.amazonaws.sagemaker.capabilities.accept-bind-to-port": "true",
}
# Of the C and the C++ library, which the base image has, and of Swift, which a release binary does not load.
NOT_INSTALLED = re.compile(
    r"(libc|libm|libstdc\+\+|libgcc_s|ld-linux-.*|lib_?(swift|Foundation).*|libdispatch|libBlocksRuntime)\.so.*")

problems = []


def check(is_right, sentence):
    if not is_right:
        problems.append(sentence)


def instructions(text):
    """Each instruction with the rest of its line, continued lines joined, comments left out."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [line.split(None, 1) for line in joined.splitlines() if line.strip()]


def stages(found):
    """The instructions of each FROM, with it."""
    parts = []
    for name, rest in found:
        if name == "FROM":
            parts.append([])
        parts[-1].append((name, rest))
    return parts


def packages_of_libraries(binary):
    """The Debian packages that hold what the program is linked with, but for what needs none."""
    text = subprocess.run(["objdump", "-p", binary], capture_output=True, text=True, check=True).stdout
    names = [name for name in re.findall(r"NEEDED +(\S+)", text) if not NOT_INSTALLED.fullmatch(name)]
    loaded = dict(re.findall(r"(\S+) => (\S+)", subprocess.run(
        ["ldd", binary], capture_output=True, text=True, check=True).stdout))
    packages = set()
    for name in names:
        # The package may know its file by the path without or with /usr.
        path = pathlib.Path(loaded[name]).resolve()
        for place in [str(path), str(path).removeprefix("/usr")]:
            done = subprocess.run(["dpkg-query", "-S", place], capture_output=True, text=True)
            if done.returncode == 0:
                packages.add(done.stdout.split(":")[0])
                break
        else:
            check(False, f"no package holds {loaded[name]}")
    return packages


def check_bases(parts):
    bases = [part[0][1].split()[0] for part in parts]
    version = re.fullmatch(r"swift:(\d+\.\d+)-bookworm", bases[0])
    check(version, f"the first stage is built from {bases[0]}, expected swift:<version>-bookworm")
    check(bases[-1] == "debian:bookworm-slim", f"the last stage is {bases[-1]}, expected debian:bookworm-slim")
    needed = re.search(r"swift-tools-version: *(\d+)\.(\d+)", (ROOT / "Package.swift").read_text())
    has = tuple(map(int, version[1].split("."))) if version else (0, 0)
    check(has >= tuple(map(int, needed.groups())), f"{bases[0]} is older than the package's tools")


def check_copies(parts):
    allowed = [
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    ]
    for name, rest in (entry for part in parts for entry in part):
        words = shlex.split(rest)
        if name != "COPY" or words[0].startswith("--from="):
            continue
        for source in words[:-1]:
            check((ROOT / source).exists(), f"COPY {source}: there is no such file")
            check(source in allowed, f"COPY {source}: .dockerignore does not let it through")


def check_last(part):
    values = {}
    for name, rest in part:
        if name in ("LABEL", "ENV"):
            values |= dict(word.split("=", 1) for word in shlex.split(rest))
    for label, value in LABELS.items():
        check(values.get(label) == value, f"LABEL {label}={value} is missing")
    commands = {name: rest for name, rest in part if name in ("ENTRYPOINT", "CMD", "USER")}
    for name, expected in [("ENTRYPOINT", ["/usr/local/bin/fleetcast"]), ("CMD", ["serve"])]:
        try:
            found = json.loads(commands.get(name, ""))
        except ValueError:
            found = commands.get(name)
        check(found == expected, f"{name} is {found}, expected {json.dumps(expected)}")
    check("USER" not in commands, "SageMaker runs its containers as root: USER must not be there")
    installed = re.search(r"apt-get -qq install\s+((?:-\S+\s+)*)(.*?)\s+&&", " ".join(rest for _, rest in part), re.S)
    return set(installed[2].split()) if installed else set()


found = instructions((ROOT / "Dockerfile").read_text())
parts = stages(found)
check_bases(parts)
check_copies(parts)
installed = check_last(parts[-1])
for kind in "release", "debug":
    binary = ROOT / ".build" / kind / "fleetcast"
    if binary.exists():
        needed = packages_of_libraries(binary)
        check(installed == needed, f"the program needs {sorted(needed)}, the image installs {sorted(installed)}")
        break
for sentence in problems:
    print(f"Dockerfile: {sentence}", file=sys.stderr)
if problems:
    sys.exit(1)
print("the Dockerfile is in order")
