"""The endpoint under load beside its own /ping, a static answer, and an endpoint in Python; in turn, on
the cores that wrk works on too."""

import random
import shutil
import subprocess

from fleets import KINDS, check_room, files, folder, link, nameless
from measured import (
    BINARY, PRODUCTS, ROOT, heading, median, megabytes, number, progress, python, setting, table, train,
)
from servers import Server

SERVED = setting("SERVED", 100_000)
DISTINCT = min(4000, SERVED)
ROUNDS = setting("ROUNDS", 7)
SECONDS = setting("SECONDS", 2)
# Asked again and again: all are in memory.
HOT = min(100, SERVED)
BATCH = min(1000, SERVED)
ZIPF = 200_000
PYTHON_CUSTOMERS = 20
QUERY = "forecast?horizon=7&level=0.8"
# A link's name and inode, an archive's page, name and inode.
BYTES_A_CUSTOMER = 5000


def lines(path, texts):
    path.write_text("".join(f"{text}\n" for text in texts))
    return path


def forecasts(path, customers, query=QUERY):
    return lines(path, (f"/v1/customers/{customer}/{query}" for customer in customers))


def zipf(customers, count):
    """Customers of a Zipf distribution with exponent 1, the most frequent ones anywhere in the folder."""
    source = random.Random(7)
    order = list(customers)
    source.shuffle(order)
    weights = [1 / (rank + 1) for rank in range(len(order))]
    return source.choices(order, weights, k=count)


def serve(models, *arguments):
    return Server(BINARY, "serve", "--artifacts", models, "--port", "PORT", "--quiet", *arguments)


def model_bytes(models, customers):
    """What a loaded model takes of memory, and what the cache charges for it."""
    ids = customers[:20_000]
    part = len(ids) // 8
    with serve(models, "--cache-bytes", "4GB") as server:
        server.get(f"/v1/customers/{ids[0]}/{QUERY}")
        idle = server.memory()
        used = []
        for first in range(0, len(ids), part):
            body = "".join(f'{{"customer":"{name}","horizon":1}}\n' for name in ids[first:first + part])
            server.post("/v1/forecasts", body.encode())
            used.append((server.memory("RssAnon"), server.metric("fleetcast_models_loaded")))
        # The first models share what the allocator takes for itself.
        (some, few), (all_of_it, most) = used[1], used[-1]
        charged = server.metric("fleetcast_model_cache_bytes") / most
        return idle, (all_of_it - some) / (most - few), charged


class Loads:
    """What every round measures, by name."""

    def __init__(self, base, models, customers):
        self.measured = {}
        self._ping = lines(base / "ping", ["/ping"])
        self._hot = forecasts(base / "hot", customers[:HOT])
        self._all = forecasts(base / "all", customers)
        self._zipf = forecasts(base / "zipf", zipf(customers, ZIPF))
        self._batch = lines(base / "batch", ["/v1/forecasts"])
        self._body = lines(
            base / "body",
            (f'{{"customer":"{name}","horizon":7,"level":0.8}}' for name in customers[:BATCH]))
        self._read = self._drawn = 0

    def _note(self, name, load):
        self.measured.setdefault(name, []).append(load)
        return load

    def round(self, ours, static, cold, mixed):
        self._note("ping", ours.load(self._ping, SECONDS))
        warm = self._note("warm", ours.load(self._hot, SECONDS))
        self._note("static", static.load(self._hot, SECONDS))
        # 128 connections that together send half as often.
        pause = 128 / (warm["rate"] / 2) * 1e3
        self._note("half", ours.load(self._hot, SECONDS, pause=round(pause), connections=128))
        self._note("ping again", ours.load(self._ping, SECONDS))
        self._read += self._note("cold", cold.load(self._all, SECONDS, first=self._read))["requests"]
        self._drawn += self._note(
            "zipf", mixed.load(self._zipf, SECONDS, first=self._drawn))["requests"]
        self._note("batch", ours.load(self._batch, SECONDS, body=self._body, connections=4))

    def round_python(self, server):
        self._note("python ping", server.load(self._ping, SECONDS, connections=8))
        self._note("python", server.load(self._python, SECONDS, connections=8))

    def use_python(self, base, customers):
        self._python = forecasts(base / "python", customers, "forecast?horizon=7")

    def median(self, name, figure):
        return median(load[figure] for load in self.measured[name])

    def ratio(self, name, other, figure="rate"):
        """The median of the rounds' ratios: what was measured next to each other."""
        pairs = zip(self.measured[name], self.measured[other])
        return median(load[figure] / beside[figure] for load, beside in pairs)


def python_artifacts(interpreter, base, sources):
    artifacts = base / "python-models"
    artifacts.mkdir()
    sample = sources[:PYTHON_CUSTOMERS]
    subprocess.run(
        [interpreter, "-W", "ignore", ROOT / "scripts/benchmark/prophet_endpoint.py", "fit", artifacts,
         *sample],
        check=True)
    return artifacts, [source.stem for source in sample]


def report(loads, idle, measured, charged, after):
    batch = loads.median("batch", "rate") * BATCH
    rows = [
        (title, loads, name, target)
        for title, name, target in [
            ("`/ping`", "ping", ""), ("the same, once more", "ping again", ""),
            ("static answer of the same size", "static", ""),
            (f"warm forecasts of {HOT} customers", "warm", ""),
            ("half of that, 128 connections with pauses", "half", "p99 under 5 ms"),
            ("cold: each request another customer", "cold", "5,000/s"),
            (f"Zipf over {SERVED:,}, a tenth in memory", "zipf", ""),
            ("Python, `/ping`", "python ping", ""), ("Python, Prophet in memory", "python", ""),
        ] if name in loads.measured
    ]
    table(
        ["", "requests/s", "CPU µs a request", "p50, ms", "p99, ms", "aim"],
        [[title, f"{loads.median(name, 'rate'):,.0f}", number(loads.median(name, "cpu") * 1e6),
          number(loads.median(name, "p50") * 1e3), number(loads.median(name, "p99") * 1e3), target]
         for title, _, name, target in rows])
    print()
    ratios = [
        ("warm forecasts / `/ping`", "warm", "ping", "0.4, better 0.6"),
        ("warm forecasts / static answer", "warm", "static", "0.85"),
        ("Zipf / `/ping`", "zipf", "ping", "0.35"),
        ("warm forecasts / Python's", "warm", "python", ""),
    ]
    table(
        ["ratio", "of requests/s", "of CPU, the other way", "aim"],
        [[title, f"{loads.ratio(name, other):.2f}", f"{1 / loads.ratio(name, other, 'cpu'):.2f}", aim]
         for title, name, other, aim in ratios if other in loads.measured])
    print()
    table(
        ["", "measured", "aim"],
        [["forecasts/s in batches of " + f"{BATCH:,} lines", f"{batch:,.0f}", "50,000"],
         ["the same, CPU µs a forecast", number(loads.median("batch", "cpu") / BATCH * 1e6), ""],
         ["a loaded daily model, bytes of the process", f"{measured:,.0f}", "8,000"],
         ["the same, as the cache counts it", f"{charged:,.0f}", ""],
         ["memory of a server that has answered once", megabytes(idle), "30 MB"],
         ["the same, after the load", megabytes(after), ""]])


def main():
    interpreter = python()
    with folder() as base:
        check_room(base, SERVED, BYTES_A_CUSTOMER)
        sources = nameless(base / "sources", DISTINCT, *KINDS["daily"])
        data = link(sources, base / "data", SERVED)
        progress(f"training {SERVED:,} customers")
        models = base / "models"
        train(data, models, workers=2)
        customers = [file.stem for file in files(data)]
        shutil.rmtree(data)
        progress("fitting the Prophet models")
        artifacts, theirs = python_artifacts(interpreter, base, sources)
        idle, measured, charged = model_bytes(models, customers)

        loads = Loads(base, models, customers)
        loads.use_python(base, theirs)
        tenth = int(charged * SERVED / 10)
        with serve(models) as ours:
            answer = base / "answer.json"
            answer.write_bytes(ours.get(f"/v1/customers/{customers[0]}/{QUERY}"))
            # Room for a thousand models, which ten thousand others push out before they come again.
            with (
                serve(models, "--cache-bytes", int(charged * SERVED / 100)) as cold,
                serve(models, "--cache-bytes", tenth) as mixed,
                Server(PRODUCTS / "static", "PORT", answer) as static,
                Server(interpreter, "-W", "ignore", ROOT / "scripts/benchmark/prophet_endpoint.py",
                       "serve", artifacts, "PORT", 1000) as prophet,
            ):
                mixed.load(base / "zipf", 5 * SECONDS)
                for done in range(ROUNDS):
                    loads.round(ours, static, cold, mixed)
                    loads.round_python(prophet)
                    progress(f"serve, round {done + 1} of {ROUNDS} done")
                after = ours.memory()
    heading(
        f"The endpoint under load: wrk with one thread and 32 connections on the same cores, medians of"
        f" {ROUNDS} rounds of {SECONDS} s in turn")
    report(loads, idle, measured, charged, after)


main()
