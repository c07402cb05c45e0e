"""Training in JAX: all steps in one jitted scan, with a moving average of the weights."""

import itertools

import jax
import jax.numpy as jnp

from jax_mlp import mlp, parameters
from problem import (
    BATCH,
    BETA1,
    BETA2,
    EMA_DECAY,
    EPSILON,
    MOONS_MEAN,
    MOONS_NOISE,
    MOONS_SCALE,
    RATE,
    TRAINING_STEPS,
    TRAINING_TIMES,
    levels,
)

seeds = itertools.count()
mean = MOONS_MEAN.astype("float32")


def moons(key):
    """[B, 2] rows of two interleaving half circles."""
    angles, sides, blur = jax.random.split(key, 3)
    angle = jnp.pi * jax.random.uniform(angles, BATCH)
    upper = jnp.stack([jnp.cos(angle), jnp.sin(angle)], 1)
    lower = jnp.stack([1 - jnp.cos(angle), 0.5 - jnp.sin(angle)], 1)
    points = jnp.where(jax.random.uniform(sides, (BATCH, 1)) < 0.5, upper, lower)
    return (points - mean + MOONS_NOISE * jax.random.normal(blur, (BATCH, 2))) / MOONS_SCALE


def times(key):
    """[B, 1], one in each of B equal parts of the range."""
    low, high = TRAINING_TIMES
    shares = (jnp.arange(BATCH) + jax.random.uniform(key, BATCH)) / BATCH
    return (low + (high - low) * shares)[:, None]


def denoising(layers, x0, t, key):
    alpha, sigma = levels(t, jnp)
    eps = jax.random.normal(key, x0.shape)
    return jnp.mean((mlp(layers, alpha * x0 + sigma * eps, t) - eps) ** 2)


def sliced(layers, x0, t, key):
    alpha, sigma = levels(t, jnp)
    noise, directions = jax.random.split(key)
    x = alpha * x0 + sigma * jax.random.normal(noise, x0.shape)
    v = jax.random.rademacher(directions, x.shape, x.dtype)
    eps, slope = jax.jvp(lambda x: mlp(layers, x, t), (x,), (v,))
    return jnp.mean(jnp.sum(eps**2 / 2 - sigma * v * slope, 1))


def adam(theta, m, v, g, n):
    m = BETA1 * m + (1 - BETA1) * g
    v = BETA2 * v + (1 - BETA2) * g**2
    step = m / (1 - BETA1**n) / (jnp.sqrt(v / (1 - BETA2**n)) + EPSILON)
    return theta - RATE * step, m, v


def training(loss_of):
    def step(state, given):
        theta, m, v, average = state
        n, key = given
        data, time, noise = jax.random.split(key, 3)
        loss, g = jax.value_and_grad(loss_of)(theta, moons(data), times(time), noise)
        moved = [adam(*of, n) for of in zip(*map(jax.tree.leaves, (theta, m, v, g)))]
        theta, m, v = (jax.tree.unflatten(jax.tree.structure(theta), of) for of in zip(*moved))
        average = jax.tree.map(lambda a, b: a + (1 - EMA_DECAY) * (b - a), average, theta)
        return (theta, m, v, average), loss

    @jax.jit
    def steps(key):
        first, rest = jax.random.split(key)
        theta = parameters(first)
        zeros = jax.tree.map(jnp.zeros_like, theta)
        n = jnp.arange(1, TRAINING_STEPS + 1, dtype=jnp.float32)
        given = n, jax.random.split(rest, TRAINING_STEPS)
        _, losses = jax.lax.scan(step, (theta, zeros, zeros, theta), given)
        return losses

    return lambda: steps(jax.random.key(next(seeds)))
