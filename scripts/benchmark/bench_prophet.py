"""Prophet beside fleetcast: CPU time a customer, on the same files in the same call."""

import pathlib

from fleets import KINDS, folder, link, nameless
from measured import (
    Run, fleetcast, heading, median, number, progress, python, setting, table, train,
)

SAMPLE = setting("PROPHET_SAMPLE", 20)
ROUNDS = setting("ROUNDS", 5)
# fleetcast is done with the sample before a clock has ticked: it gets every file under many names.
COPIES = {"daily": 200, "hourly": 25}
HERE = pathlib.Path(__file__).parent


class Ours:
    """CPU seconds of fleetcast: for the sample, for many times the sample, for a single customer."""

    def __init__(self, base, sources, copies):
        self._base = base
        self._copies = copies
        self._many = link(sources, base / "many", copies * SAMPLE)
        self._sample = link(sources, base / "sample", SAMPLE)
        self._one = link(sources, base / "one", 1)
        self._rounds = 0
        self.fits, self.fits_with_start = [], []
        self.forecasts, self.forecasts_with_start = [], []

    def measure_round(self):
        self._rounds += 1
        many, exported = self._train_and_export(self._many)
        one, exported_one = self._train_and_export(self._one)
        sample, exported_sample = self._train_and_export(self._sample)
        others = self._copies * SAMPLE - 1
        self.fits.append((many - one) / others)
        self.fits_with_start.append(sample / SAMPLE)
        self.forecasts.append((exported - exported_one) / others)
        self.forecasts_with_start.append(exported_sample / SAMPLE)

    def _train_and_export(self, data):
        models = self._base / f"models-{self._rounds}-{data.name}"
        trained = train(data, models)
        exported = fleetcast(
            "export", "--artifacts", models, "--horizon", 7, "--workers", 1, "--quiet",
            "--out", self._base / "forecasts.csv",
        )
        return trained.cpu, exported.cpu


def row(title, theirs, ours):
    theirs, ours = median(theirs), median(ours)
    return [title, number(theirs * 1e3), number(ours * 1e3), f"{theirs / ours:,.0f}"]


interpreter = python()
with folder() as base:
    for kind in KINDS:
        sources = nameless(base / f"{kind}-sources", SAMPLE, *KINDS[kind])
        (base / kind).mkdir()
        ours = Ours(base / kind, sources, COPIES[kind])
        for _ in range(ROUNDS):
            ours.measure_round()
        progress(f"{kind}: fleetcast is done, now Prophet")
        theirs = Run(interpreter, "-W", "ignore", HERE / "prophet_cost.py", *sources).json
        start = theirs["import"] / SAMPLE
        heading(f"Prophet beside fleetcast, {kind}: {SAMPLE} customers of a year")
        table(
            ["CPU time a customer, medians", "Prophet, ms", "fleetcast, ms", "ratio"],
            [
                row("fit, without start and import", theirs["fit"], ours.fits),
                row(
                    f"fit of {SAMPLE} in one process, with it",
                    [start + seconds for seconds in theirs["fit"]], ours.fits_with_start),
                row("forecast of 7 days, without", theirs["forecast"], ours.forecasts),
                row(
                    f"forecast of 7 days for {SAMPLE}, with it",
                    [start + seconds for seconds in theirs["forecast"]], ours.forecasts_with_start),
            ],
        )
        print(
            "\nfleetcast's numbers are from file to archive and from archive to a line of CSV, Prophet's"
            f" from a data frame to a data frame. Its import takes {theirs['import']:.1f} s.\n"
        )
