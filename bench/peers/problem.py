"""What every library is to compute: the sizes, the schedule, the data and the grid of bench/*.ts, in numpy's words.

`of` is the module of functions to use: numpy, torch or jax.numpy.
"""

import math

import numpy as np

SIZES = [18, 128, 128, 128, 2]
BATCH = 512
TRAINING_STEPS = 200
RATE, BETA1, BETA2, EPSILON, EMA_DECAY = 1e-3, 0.9, 0.999, 1e-8, 0.995
SAMPLES = 4096
PATH_STEPS = 1000
TRAINING_TIMES = (1e-5, 1.0)
# the reverse SDE runs from t = 1 to here, and one more network call closes to x0
LAST_TIME = 1e-3
FREQUENCIES = 0.15 * 40 ** (np.arange(8) / 7)


def beta(t):
    return 0.1 + 19.9 * t


def levels(t, of):
    """alpha and sigma of the variance-preserving SDE."""
    integral = 0.1 * t + 9.95 * t * t
    return of.exp(-integral / 2), of.sqrt(-of.expm1(-integral))


def grid(steps):
    """Equal steps in t, then a closing one to 0."""
    return np.append(np.linspace(1, LAST_TIME, steps), 0)


MOONS_MEAN = np.array([0.5, 0.25])
MOONS_NOISE = 0.1
MOONS_SCALE = math.sqrt((3 / 4 + 9 / 16 - 1 / math.pi) / 2 + MOONS_NOISE**2)

# eight Gaussians on a circle, scaled to unit variance
_SCALE = math.sqrt(8.09)
_ANGLES = np.arange(8) * math.pi / 4
MEANS = 4 / _SCALE * np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], 1)
VARIANCE = (0.3 / _SCALE) ** 2
