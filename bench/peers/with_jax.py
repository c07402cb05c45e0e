"""JAX: jitted steps in a scan."""

import jax
import jax.numpy as jnp

from jax_mlp import mlp, parameters
from jax_training import denoising, seeds, sliced, training
from problem import (
    MEANS,
    PATH_STEPS,
    SAMPLES,
    VARIANCE,
    beta,
    grid,
    levels,
)

package = "jax"


def use(_):
    """Its threads are as many as NPROC says when it starts."""


def euler_maruyama(score, key, steps, dtype):
    """The reverse SDE over the grid, closed to x0."""
    start, noise = jax.random.split(key)

    def step(x, given):
        t, s, key = given
        drift = -beta(t) / 2 * x - beta(t) * score(x, t)
        z = jax.random.normal(key, x.shape, dtype)
        return x + (s - t) * drift + jnp.sqrt(beta(t) * (t - s)) * z, None

    x = jax.random.normal(start, (SAMPLES, 2), dtype)
    t = jnp.asarray(grid(steps), dtype)
    given = t[:-2], t[1:-1], jax.random.split(noise, steps - 1)
    x, _ = jax.lax.scan(step, x, given)
    alpha, sigma = levels(t[-2], jnp)
    return (x + sigma**2 * score(x, t[-2])) / alpha


layers = parameters(jax.random.key(0))


def network_score(layers):
    return lambda x, t: -mlp(layers, x, t[None, None]) / levels(t, jnp)[1]


def mixture_score(x, t):
    alpha, sigma = levels(t, jnp)
    v = alpha**2 * VARIANCE + sigma**2
    weights = jax.nn.softmax(alpha / v * (x @ MEANS.T), 1)
    return (alpha * (weights @ MEANS) - x) / v


@jax.jit
def sampling(layers, key):
    return euler_maruyama(network_score(layers), key, 100, jnp.float32)


@jax.jit
def mixture(key):
    return euler_maruyama(mixture_score, key, PATH_STEPS, jnp.float64)


@jax.jit
def sine(key):
    h = 1 / PATH_STEPS

    def step(x, key):
        z = jax.random.normal(key, x.shape, x.dtype)
        return x + h * jnp.sin(x) + 0.5 * h**0.5 * z, None

    x = jnp.zeros((SAMPLES, 1), jnp.float64)
    return jax.lax.scan(step, x, jax.random.split(key, PATH_STEPS))[0]


def in_float64(program):
    def run():
        with jax.enable_x64(True):
            return program(jax.random.key(next(seeds))).block_until_ready()

    return run


workloads = {
    "denoising": training(denoising),
    "sliced": training(sliced),
    "sampling": lambda: sampling(layers, jax.random.key(next(seeds))),
    "mixture": in_float64(mixture),
    "sine": in_float64(sine),
}
