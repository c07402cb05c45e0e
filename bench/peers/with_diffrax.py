"""diffrax: diffeqsolve with Euler and UnsafeBrownianPath, its cheapest noise, which is right for steps of fixed size."""

import diffrax
import jax
import jax.numpy as jnp
import lineax

from jax_mlp import parameters
from problem import LAST_TIME, PATH_STEPS, SAMPLES, beta, levels
from jax_training import seeds
from with_jax import in_float64, mixture_score, network_score, use

__all__ = ["use"]
package = "diffrax"


def solved(drift, diffusion, x, key, end, steps):
    noise = diffrax.UnsafeBrownianPath(jax.ShapeDtypeStruct(x.shape, x.dtype), key)
    terms = diffrax.MultiTerm(
        diffrax.ODETerm(drift), diffrax.ControlTerm(diffusion, noise)
    )
    return diffrax.diffeqsolve(
        terms,
        diffrax.Euler(),
        0.0,
        end,
        end / steps,
        x,
        max_steps=steps + 1,
        adjoint=diffrax.ForwardMode(),  # UnsafeBrownianPath offers no other
    ).ys[0]


def constant(g, x):
    return lineax.DiagonalLinearOperator(jnp.full_like(x, g))


def reversed_sde(score, key, steps, dtype):
    """The reverse SDE along tau = 1 - t, steps - 1 of them, closed to x0."""
    start, noise = jax.random.split(key)

    def drift(tau, x, _):
        t = jnp.asarray(1 - tau, dtype)
        return beta(t) / 2 * x + beta(t) * score(x, t)

    def diffusion(tau, x, _):
        return constant(jnp.sqrt(beta(1 - tau)), x)

    x = jax.random.normal(start, (SAMPLES, 2), dtype)
    x = solved(drift, diffusion, x, noise, 1 - LAST_TIME, steps - 1)
    last = jnp.asarray(LAST_TIME, dtype)
    alpha, sigma = levels(last, jnp)
    return (x + sigma**2 * score(x, last)) / alpha


layers = parameters(jax.random.key(0))


@jax.jit
def sampling(layers, key):
    return reversed_sde(network_score(layers), key, 100, jnp.float32)


@jax.jit
def mixture(key):
    return reversed_sde(mixture_score, key, PATH_STEPS, jnp.float64)


@jax.jit
def sine(key):
    x = jnp.zeros((SAMPLES, 1), jnp.float64)
    return solved(
        lambda t, x, _: jnp.sin(x), lambda t, x, _: constant(0.5, x), x, key, 1.0, PATH_STEPS
    )


workloads = {
    "sampling": lambda: sampling(layers, jax.random.key(next(seeds))),
    "mixture": in_float64(mixture),
    "sine": in_float64(sine),
}
