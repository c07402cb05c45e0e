"""The MLP 18-128-128-128-2 in JAX: parameters as a list of (weight, bias)."""

import math

import jax
import jax.numpy as jnp

from problem import FREQUENCIES, SIZES, levels

frequencies = FREQUENCIES.astype("float32")


def parameters(key):
    """Normal weights of variance 2 / inputs; the last layer is zero."""
    layers = []
    for inputs, outputs in zip(SIZES, SIZES[1:]):
        key, own = jax.random.split(key)
        scale = 0 if outputs == SIZES[-1] else math.sqrt(2 / inputs)
        weight = scale * jax.random.normal(own, (inputs, outputs), jnp.float32)
        layers.append((weight, jnp.zeros(outputs, jnp.float32)))
    return layers


def mlp(layers, x, t):
    """eps = sigma x + alpha (W h + b) for x [B, 2], t [B, 1] or [1, 1]."""
    alpha, sigma = levels(t, jnp)
    angles = frequencies * jnp.clip(jnp.log(alpha / sigma), -12, 12)
    features = jnp.concatenate([jnp.sin(angles), jnp.cos(angles)], 1)
    h = jnp.concatenate([x, jnp.broadcast_to(features, (len(x), features.shape[1]))], 1)
    for weight, bias in layers[:-1]:
        h = jax.nn.silu(h @ weight + bias)
    weight, bias = layers[-1]
    return sigma * x + alpha * (h @ weight + bias)
