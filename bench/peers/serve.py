"""Runs the workloads of one library when asked: a name on a line of stdin, one line of JSON on stdout for each.

What is asked for first compiles, so the first answer of a workload is its warm-up. Between answers the process sleeps.
"""

import importlib
import importlib.metadata
import json
import os
import sys
import time

import numpy as np

threads = int(sys.argv[2])
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what libraries print is no answer


def answer(**fields):
    print(json.dumps(fields), file=answers, flush=True)


def law(rows):
    """Mean of |x|^2 over the rows and its standard error: which equation it was, whatever the noise."""
    squares = np.sum(np.asarray(rows, np.float64) ** 2, axis=1)
    return {"value": squares.mean(), "error": squares.std() / len(squares) ** 0.5}


def run(workload):
    start = time.perf_counter()
    result = np.asarray(workload())
    ms = 1000 * (time.perf_counter() - start)
    if not np.isfinite(result).all():
        raise FloatingPointError("the result is not finite")
    about = law(result) if result.ndim == 2 else None
    return {"ms": ms, "dtype": str(result.dtype), "law": about}


library = importlib.import_module(f"with_{sys.argv[1]}")
library.use(threads)
answer(version=importlib.metadata.version(library.package))
for line in sys.stdin:
    try:
        answer(**run(library.workloads[line.strip()]))
    except Exception as error:  # told by the other side, which goes on with the next
        answer(error=f"{type(error).__name__}: {str(error).strip().splitlines()[0]}")
