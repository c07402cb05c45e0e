"""PyTorch: a training loop and a sampling loop, eager and with torch.compile."""

import math

import torch

from problem import (
    LAST_TIME,
    MEANS,
    PATH_STEPS,
    SAMPLES,
    VARIANCE,
    beta,
    grid,
    levels,
)
from torch_mlp import Mlp
from torch_training import denoising, sliced, train

package = "torch"
use = torch.set_num_threads

network = Mlp()


@torch.inference_mode()
def sampling(model=network, steps=100):
    x = torch.randn(SAMPLES, 2)
    t = torch.tensor(grid(steps), dtype=torch.float32)
    for now, then in zip(t[:-2], t[1:-1]):
        h = then - now
        _, sigma = levels(now, torch)
        drift = -beta(now) / 2 * x + beta(now) / sigma * model(x, now[None, None])
        x = x + h * drift + (beta(now) * -h).sqrt() * torch.randn_like(x)
    alpha, sigma = levels(t[-2], torch)
    return (x - sigma * model(x, t[-2][None, None])) / alpha


means = torch.tensor(MEANS)


def mixture_score(x, alpha, sigma):
    v = alpha**2 * VARIANCE + sigma**2
    weights = torch.softmax(alpha / v * (x @ means.T), 1)
    return (alpha * (weights @ means) - x) / v


@torch.inference_mode()
def mixture():
    x = torch.randn(SAMPLES, 2, dtype=torch.float64)
    t = torch.tensor(grid(PATH_STEPS))
    for now, then in zip(t[:-2], t[1:-1]):
        h = then - now
        drift = -beta(now) / 2 * x - beta(now) * mixture_score(x, *levels(now, torch))
        x = x + h * drift + (beta(now) * -h).sqrt() * torch.randn_like(x)
    alpha, sigma = levels(torch.tensor(LAST_TIME, dtype=torch.float64), torch)
    return (x + sigma**2 * mixture_score(x, alpha, sigma)) / alpha


@torch.inference_mode()
def sine():
    x = torch.zeros(SAMPLES, 1, dtype=torch.float64)
    h = 1 / PATH_STEPS
    for _ in range(PATH_STEPS):
        x = x + h * x.sin() + 0.5 * math.sqrt(h) * torch.randn_like(x)
    return x


compiled_denoising = torch.compile(denoising)
compiled_sliced = torch.compile(sliced)
compiled_network = torch.compile(network)

workloads = {
    "denoising": lambda: train(denoising),
    "denoising compiled": lambda: train(compiled_denoising),
    "sliced": lambda: train(sliced),
    "sliced compiled": lambda: train(compiled_sliced),
    "sampling": sampling,
    "sampling compiled": lambda: sampling(compiled_network),
    "mixture": mixture,
    "sine": sine,
}
