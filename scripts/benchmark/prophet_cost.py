"""What Prophet's fits and forecasts cost on the given files: runs in the environment of Prophet.

Prints JSON: CPU seconds of the import, and of each file's fit and forecast of 7 days.
"""

import json
import logging
import resource
import sys


def cpu_seconds():
    """Of this process and of the children it has waited for: Stan's optimizer is one."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def timed(work):
    start = cpu_seconds()
    result = work()
    return result, cpu_seconds() - start


def main():
    logging.disable(logging.CRITICAL)
    import pandas as pd
    from prophet import Prophet

    cost = {"import": cpu_seconds(), "fit": [], "forecast": []}
    for path in sys.argv[1:]:
        rows = pd.read_csv(path)
        rows.columns = ["ds", "y"]
        model, seconds = timed(lambda: Prophet().fit(rows))
        cost["fit"].append(seconds)
        _, seconds = timed(lambda: model.predict(model.make_future_dataframe(7, include_history=False)))
        cost["forecast"].append(seconds)
    print(json.dumps(cost))


main()
