"""Customers a second from file to archive, and where the time of each goes."""

from fleets import KINDS, folder, generate
from measured import PRODUCTS, Run, heading, median, megabytes, number, progress, setting, table, train

CUSTOMERS = setting("CUSTOMERS", 4000)
ROUNDS = setting("ROUNDS", 5)
# An hourly customer has 24 times the rows.
FLEETS = {"daily": CUSTOMERS, "hourly": max(20, CUSTOMERS // 4)}
ROWS = {"daily": "365", "hourly": "8,760"}

STAGES = {
    "list": "list the folder",
    "read": "read and parse",
    "fit": "fit",
    "encode": "encode and compress",
    "write": "write, rename, sync",
}


class Fleet:
    """The measurements of one kind of customers, taken in turn."""

    def __init__(self, kind, base):
        self.kind = kind
        self.customers = FLEETS[kind]
        self.base = base
        self.data = generate(base / "data", self.customers, *KINDS[kind])
        self.one_customer = generate(base / "one", 1, *KINDS[kind])
        self.runs = {1: [], 2: []}
        self.starts = []
        self.stages = []
        self.archives = []
        self._folders = 0

    def measure_round(self):
        stages = Run(PRODUCTS / "stages", self.kind, self.data, self._models())
        self.stages.append([line.split() for line in stages.text.splitlines()])
        for workers in self.runs:
            models = self._models()
            self.runs[workers].append(train(self.data, models, workers=workers))
            self.archives = [file.stat().st_size for file in models.glob("*.tar.gz")]
        self.starts.append(train(self.one_customer, self._models()))

    def _models(self):
        """A new folder: what replaces an archive does more than what makes one."""
        self._folders += 1
        return self.base / f"models-{self._folders}"

    def stage(self, name, column):
        """Microseconds a customer, own (column 1) or the floor's (2); None where there is no floor."""
        cells = [row[column] for stages in self.stages for row in stages if row[0] == name]
        return None if "-" in cells else median(map(float, cells))

    def microseconds(self, values):
        """The median, shared by all customers."""
        return median(values) / self.customers * 1e6

    def cpu(self, workers):
        return self.microseconds([run.cpu for run in self.runs[workers]])

    def rate(self, workers):
        return median(run.json["customers_per_second"] for run in self.runs[workers])


def print_rates(fleet):
    floor = sum(fleet.stage(name, 2) or 0 for name in STAGES)
    rows = []
    for workers, runs in fleet.runs.items():
        cells = [f"{workers} worker{'s' * (workers > 1)}", number(fleet.rate(workers))]
        cells += [number(fleet.cpu(workers)), number(fleet.cpu(workers) / floor)]
        cells.append(megabytes(max(run.json["worker_peak_memory_bytes"] for run in runs)))
        cells.append(megabytes(max(run.own_peak_bytes for run in runs)))
        rows.append(cells)
    heading(
        f"{fleet.kind.capitalize()}, {ROWS[fleet.kind]} rows: {fleet.customers:,} customers,"
        f" medians of {ROUNDS} rounds"
    )
    columns = [
        "", "customers/s", "CPU µs a customer", "times the floor", "peak memory: worker", "coordinator"
    ]
    table(columns, rows)
    print(
        f"\nTwo workers against one: {fleet.rate(2) / fleet.rate(1):.2f} times the customers a second,"
        f" {fleet.cpu(2) / fleet.cpu(1):.2f} times the CPU time."
        f" An archive: {median(fleet.archives):,.0f} bytes (median).\n"
    )


def print_stages(fleet):
    own = {name: fleet.stage(name, 1) for name in STAGES}
    floors = {name: fleet.stage(name, 2) for name in STAGES}
    start = fleet.microseconds([run.cpu for run in fleet.starts])
    # Without its start; listing the folder is a stage of its own.
    coordinator = fleet.microseconds(
        [run.own_cpu - start.own_cpu for run, start in zip(fleet.runs[1], fleet.starts)]
    )
    coordinator = max(0, coordinator - own["list"])
    whole = fleet.cpu(1)
    rows = [stage_row(title, own[name], floors[name]) for name, title in STAGES.items()]
    rows.append(stage_row("coordinator: messages, registry", coordinator))
    # A difference of larger numbers, each known to a hundredth of a second a run.
    rest = whole - sum(own.values()) - coordinator - start
    rows.append(stage_row("worker: messages, clock, the rest", rest))
    rows.append(stage_row("start and end of the processes", start))
    rows.append(stage_row("all", whole, sum(floor or 0 for floor in floors.values())))
    table(["CPU time, one worker", "µs a customer", "floor, µs", "ratio"], rows)


def stage_row(title, own, floor=None):
    if floor is None:
        return [title, number(own), "", ""]
    return [title, number(own), number(floor), number(own / floor)]


for kind in KINDS:
    with folder() as base:
        fleet = Fleet(kind, base)
        for done in range(ROUNDS):
            fleet.measure_round()
            progress(f"{kind}, round {done + 1} of {ROUNDS} done")
        print_rates(fleet)
        print_stages(fleet)
