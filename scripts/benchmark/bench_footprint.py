"""What the endpoint costs before and beside its answers: its start, its memory, a hundred thousand models that come
and go, a hundred thousand that a platform has registered."""

import json
import os
import time

from fleets import folder, generate
from measured import fleetcast, heading, median, number, progress, setting, table, train
from server import Server

ARCHIVES = setting("ARCHIVES", 100_000)
CYCLES = setting("CYCLES", 100_000)
REGISTERED = setting("REGISTERED", 100_000)
ROUNDS = setting("ROUNDS", 9)
# So many models, and memory for a tenth of them.
CUSTOMERS = 1000
CACHE_BYTES = CUSTOMERS // 10 * 5000
BATCH = 10_000


def measure_start(base, archive):
    """Until /ping answers: with no archive, with one, with very many."""
    folders = {"an empty folder": base / "none", f"{ARCHIVES:,} archives": base / "many"}
    for path in folders.values():
        path.mkdir()
    for count in range(ARCHIVES):
        os.link(archive, base / "many" / f"{count:07}.tar.gz")
    bare = []
    seconds = {name: [] for name in folders}
    resident = {}
    for _ in range(ROUNDS):
        bare.append(fleetcast("--version").seconds)
        for name, path in folders.items():
            with Server(path) as server:
                seconds[name].append(server.seconds_until_answer)
                # The listing is behind the scenes; what it costs shows once it is there.
                while path.name == "many" and "fleetcast_models_known" not in server.ask("GET", "/metrics").decode():
                    time.sleep(0.01)
                resident[name] = [server.own_bytes, server.code_bytes]
    heading(f"Start: medians of {ROUNDS} rounds")
    rows = [["`fleetcast --version`, to its end", f"{1000 * median(bare):.0f} ms", "", ""]]
    for name, taken in seconds.items():
        rows.append([name, f"{1000 * median(taken):.0f} ms", *(f"{count / 1e6:.1f} MB" for count in resident[name])])
    table(["", "until /ping answers", "memory of its own, idle", "code in memory"], rows)


def measure_cycles(base, models):
    """Every question asks for another model than the last, and there is no room for all."""
    names = sorted(path.name.removesuffix(".tar.gz") for path in models.glob("*.tar.gz"))
    lines = [json.dumps({"customer": names[count % len(names)], "horizon": 1}) for count in range(BATCH)]
    body = "\n".join(lines).encode()
    rows = []
    with Server(models, "--cache-bytes", CACHE_BYTES) as server:
        start = time.monotonic()
        loads = 0
        while loads < CYCLES:
            server.ask("POST", "/v1/forecasts", body)
            loads = server.metric('fleetcast_model_loads_total{result="ok"}')
            if not rows or loads >= 2 * rows[-1][0] or loads >= CYCLES:
                rows.append((loads, server.own_bytes, server.open_files))
        seconds = time.monotonic() - start
    heading(f"Models that come and go: {CUSTOMERS:,} customers, a cache for {CACHE_BYTES / 1e6:.1f} MB of them")
    table(
        ["loads", "memory of its own", "open files"],
        [[f"{loads:,.0f}", f"{memory / 1e6:.1f} MB", str(files)] for loads, memory, files in rows],
    )
    print(f"\n{number(loads / seconds)} loads a second, one client.")


def measure_registered(base, archive):
    """The multi-model container's contract, with one archive under every name."""
    root = base / "root"
    (root / "0" / "model").mkdir(parents=True)
    os.link(archive, root / "0" / "model" / "m.tar.gz")
    url = f"{root}/0/model/m.tar.gz"
    variables = {"SAGEMAKER_MULTI_MODEL": "true"}
    with Server(base / "none", "--models-root", root, "--cache-bytes", CACHE_BYTES, environment=variables) as server:
        before = server.own_bytes
        start = time.monotonic()
        for count in range(REGISTERED):
            # As SageMaker names them: a digest in hexadecimal.
            server.ask("POST", "/models", json.dumps({"model_name": f"{count:032x}", "url": url}))
        registering = time.monotonic() - start
        after = server.own_bytes
        start = time.monotonic()
        pages = listed = 0
        token = ""
        while token is not None:
            page = json.loads(server.ask("GET", "/models" + (f"?next_page_token={token}" if token else "")))
            pages, listed, token = pages + 1, listed + len(page["models"]), page.get("nextPageToken")
        listing = time.monotonic() - start
        if listed != REGISTERED:
            raise RuntimeError(f"{listed} models are listed, {REGISTERED} are registered")
        start = time.monotonic()
        for count in range(0, REGISTERED, max(1, REGISTERED // 1000)):
            server.ask("POST", f"/models/{count:032x}/invoke", '{"period": 7}')
        invoking = (time.monotonic() - start) / 1000
    heading(f"{REGISTERED:,} registered models, a cache for {CACHE_BYTES / 1e6:.1f} MB of them")
    table(["", ""], [
        ["a registration, with the read of its model", f"{1e6 * registering / REGISTERED:.0f} µs"],
        ["memory a registration, beside the cache", f"{(after - before - CACHE_BYTES) / REGISTERED:.0f} bytes"],
        ["a page of 100", f"{1e6 * listing / pages:.0f} µs"],
        ["an invocation of one that is not in memory", f"{1e6 * invoking:.0f} µs"],
    ])


with folder() as base:
    data = generate(base / "data", CUSTOMERS)
    models = base / "models"
    train(data, models)
    archive = models / "1.tar.gz"
    progress("footprint: trained")
    measure_start(base, archive)
    progress("footprint: starts measured")
    measure_cycles(base, models)
    progress("footprint: cycles measured")
    measure_registered(base, archive)
