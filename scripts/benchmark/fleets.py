"""Makes the data of the benchmarks, on a memory file system."""

import contextlib
import os
import pathlib
import shutil
import sys
import tempfile

from measured import fleetcast

KINDS = {"daily": ["--days", 365], "hourly": ["--step", "1h", "--days", 365]}


@contextlib.contextmanager
def folder():
    """A folder that is removed at the end: FOLDER/fleetcast-..., or in memory."""
    parent = os.environ.get("FOLDER") or "/dev/shm"
    path = pathlib.Path(tempfile.mkdtemp(prefix="fleetcast-benchmark-", dir=parent))
    try:
        yield path
    finally:
        shutil.rmtree(path)


def generate(folder, customers, *options):
    fleetcast("generate", "--customers", customers, "--out", folder, "--quiet", *options)
    return folder


def nameless(folder, customers, *options):
    """Files without the customer's column, which may stand under any name."""
    for file in files(generate(folder, customers, *options)):
        lines = file.read_text().splitlines()
        file.write_text("".join(line.partition(",")[2] + "\n" for line in lines))
    return files(folder)


def link(sources, folder, customers):
    """So many names for the sources in turn, which cost no room of their own."""
    folder.mkdir()
    for number in range(customers):
        os.link(sources[number % len(sources)], folder / f"{number:07}.csv")
    return folder


def files(folder):
    """The customers' files, in the order of their names."""
    return sorted(folder.glob("*.csv"))


def check_room(folder, files, bytes_a_file):
    """Ends with a sentence where the file system cannot take so much."""
    room = os.statvfs(folder)
    free = room.f_bavail * room.f_frsize
    if free < files * bytes_a_file or (room.f_files and room.f_favail < files):
        sys.exit(
            f"benchmark: {folder} has room for {free / 1e9:.1f} GB and {room.f_favail} files; this"
            f" takes {files * bytes_a_file / 1e9:.1f} GB and {files} files: say another FOLDER=..., or"
            " fewer CUSTOMERS=..."
        )
