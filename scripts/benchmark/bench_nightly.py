"""A night beside a full training of the same fleet, in CPU time: a day of new rows, and nothing new at all."""

import shutil

from fleets import files, folder, generate
from measured import fleetcast, heading, median, number, progress, setting, table, train

CUSTOMERS = setting("NIGHTLY", 400)
QUIET = setting("QUIET", 100_000)
ROUNDS = setting("ROUNDS", 5)
# Name, customers, days of history, step, new rows a night, the cost of a training that a night may have.
NIGHTS = [
    ("hours, 8,760 rows, 24 new", CUSTOMERS, 365, "1h", 24, 0.75),
    ("hours, three years, 24 new", CUSTOMERS // 2, 1095, "1h", 24, 0.45),
    ("days, three years, 1 new", 4 * CUSTOMERS, 1095, "1d", 1, 0.7),
    ("days, one year, 1 new", 10 * CUSTOMERS, 365, "1d", 1, 1.05),
]
QUIET_MICROSECONDS = 10


def retrain(data, artifacts):
    return fleetcast("retrain", data, "--artifacts", artifacts, "--workers", 1, "--quiet", "--json")


def appended(base, customers, days, step, new):
    """A fleet without its last nights; each step of the iteration appends one."""
    whole = generate(
        base / "whole", customers, "--days", days + ROUNDS, "--step", step, "--noise", "0.05", "--weekly", "0.1",
        "--seed", 1)
    lines = {file.name: file.read_text().splitlines(keepends=True) for file in files(whole)}
    data = base / "data"
    data.mkdir()
    for name, rows in lines.items():
        (data / name).write_text("".join(rows[: -ROUNDS * new]))
    yield data
    for done in range(ROUNDS):
        end = (done + 1 - ROUNDS) * new
        for name, rows in lines.items():
            with open(data / name, "a") as file:
                file.write("".join(rows[-(ROUNDS - done) * new : end or None]))
        yield data


def measure(name, customers, days, step, new, limit):
    trainings, nights = [], []
    with folder() as base:
        for night, data in enumerate(appended(base, customers, days, step, new)):
            if night == 0:
                train(data, base / "models")
                continue
            trainings.append(train(data, base / f"full-{night}").cpu)
            shutil.rmtree(base / f"full-{night}")
            report = retrain(data, base / "models")
            nights.append(report.cpu)
            progress(f"{name}, night {night} of {ROUNDS}: {report.json['updated']} of {customers} updated")
    training, night = median(trainings), median(nights)
    cost = [number(1e6 * seconds / customers) for seconds in (training, night)]
    return [name, f"{customers:,}", *cost, f"{night / training:.2f}", str(limit)]


def quiet():
    with folder() as base:
        data = generate(base / "data", QUIET, "--days", 30)
        train(data, base / "models")
        seconds = [retrain(data, base / "models").cpu for _ in range(ROUNDS)]
    return 1e6 * median(seconds) / QUIET


rows = [measure(*night) for night in NIGHTS]
unchanged = quiet()
heading(f"Nights: one worker, medians of {ROUNDS}")
table(["night", "customers", "training, CPU µs a customer", "night, CPU µs", "night / training", "at most"], rows)
print(f"\nNothing new for {QUIET:,} customers: {number(unchanged)} CPU µs a customer (at most {QUIET_MICROSECONDS})")
