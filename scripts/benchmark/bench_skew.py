"""1% of the customers have 100 times the rows, and all of these are dealt to one worker's share."""

import os

from fleets import folder, nameless
from measured import heading, median, number, progress, setting, table, train

CUSTOMERS = setting("SKEWED", 4000)
ROUNDS = setting("ROUNDS", 5)
# Customers are dealt in turn, in the order of their names: every hundredth is always the same worker's.
WORKERS = [2, 4]
EVERY = 100


def make(base):
    short = nameless(base / "short", CUSTOMERS, "--step", "1h", "--days", 15)
    # A hundred times as long; a few of them under many names.
    long = nameless(base / "long", 10, "--step", "1h", "--days", 1500)
    data = base / "data"
    data.mkdir()
    for place, source in enumerate(short):
        if place % EVERY == 0:
            source = long[place // EVERY % len(long)]
        os.link(source, data / f"{place:07}.csv")
    return data


with folder() as base:
    data = make(base)
    seconds = {workers: [] for workers in [1, *WORKERS]}
    for done in range(ROUNDS):
        for workers, taken in seconds.items():
            run = train(data, base / f"models-{done}-{workers}", workers=workers)
            taken.append(run.json["seconds"])
        progress(f"skew, round {done + 1} of {ROUNDS} done")
    cores = len(os.sched_getaffinity(0))
    whole = median(seconds[1])
    rows = []
    for workers, taken in seconds.items():
        share = whole / min(workers, cores)
        rows.append([str(workers), number(median(taken)), number(share), f"{median(taken) / share:.2f}"])
    heading(f"Skew: {CUSTOMERS:,} customers, 1% with 100 times the rows, medians of {ROUNDS} rounds")
    table(["workers", "seconds", "work of one worker / workers or cores", "ratio"], rows)
