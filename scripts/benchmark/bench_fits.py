"""CPU time of single fits and forecasts, beside the BLAS calls that they cannot do without."""

from measured import PRODUCTS, Run, heading, setting

FITS = setting("FITS", 1000)

run = Run(PRODUCTS / "fit", FITS)
heading(f"Fits and forecasts: CPU time of one thread, medians of {FITS}")
print(run.text)
