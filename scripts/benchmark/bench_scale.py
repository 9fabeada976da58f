"""Up to a million customers: time, memory and status, which must grow with the fleet and no faster."""

import shutil
import threading

from fleets import KINDS, check_room, folder, link, nameless
from measured import fleetcast, heading, median, megabytes, number, progress, setting, table, train

CUSTOMERS = setting("CUSTOMERS", 1_000_000)
WORKERS = setting("WORKERS", 2)
DISTINCT = 4000
LOOKS = 20
# An archive on a memory file system takes a page, its name and its inode; so does a linked name, but
# for the page.
BYTES_A_FILE = 4000


def sizes():
    return [size for size in (1000, 10_000, 100_000) if size < CUSTOMERS] + [CUSTOMERS]


class Watch(threading.Thread):
    """Asks for the status again and again while a training runs."""

    def __init__(self, models):
        super().__init__()
        self._models = models
        self._ended = threading.Event()
        self.looks = []

    def run(self):
        while not self._ended.wait(1):
            if (self._models / ".fleetcast/registry.sqlite").exists():
                self.looks.append(look(self._models))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self._ended.set()
        self.join()


def look(models):
    return fleetcast("status", "--artifacts", models, "--json")


def milliseconds(looks):
    """Wall time and CPU time, medians; nothing of a run that was over too soon."""
    if not looks:
        return ""
    return " / ".join(number(median(values) * 1e3) for values in (
        [run.seconds for run in looks], [run.cpu for run in looks]))


def measure(base, sources, customers):
    data = link(sources, base / "data", customers)
    models = base / "models"
    with Watch(models) as watch:
        run = train(data, models, workers=WORKERS)
    looks = [look(models) for _ in range(LOOKS)]
    registry = sum(file.stat().st_size for file in (models / ".fleetcast").glob("registry.sqlite*"))
    shutil.rmtree(models)
    shutil.rmtree(data)
    return [
        f"{customers:,}",
        number(run.json["seconds"]),
        number(run.json["seconds"] / customers * 1e6),
        number(run.cpu / customers * 1e6),
        megabytes(run.own_peak_bytes),
        megabytes(run.json["worker_peak_memory_bytes"]),
        milliseconds(watch.looks),
        milliseconds(looks),
        megabytes(registry),
    ]


with folder() as base:
    check_room(base, 2 * CUSTOMERS, BYTES_A_FILE)
    sources = nameless(base / "sources", min(DISTINCT, CUSTOMERS), *KINDS["daily"])
    rows = []
    for customers in sizes():
        rows.append(measure(base, sources, customers))
        progress(f"{customers:,} customers: {rows[-1][1]} s")
    heading(f"Scale: daily customers of 365 rows, {WORKERS} workers")
    table(
        ["customers", "seconds", "µs a customer", "CPU µs a customer", "peak memory: coordinator",
         "worker",
         "status while it runs, ms (CPU)", "status at the end, ms (CPU)", "registry"],
        rows,
    )
