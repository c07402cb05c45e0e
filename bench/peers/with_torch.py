"""PyTorch: a training loop and a sampling loop, eager and with torch.compile."""

import math

import torch
from torch.func import jvp
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from problem import (
    BATCH,
    BETA1,
    BETA2,
    EMA_DECAY,
    EPSILON,
    LAST_TIME,
    MEANS,
    MOONS_MEAN,
    MOONS_NOISE,
    MOONS_SCALE,
    PATH_STEPS,
    RATE,
    SAMPLES,
    TRAINING_STEPS,
    TRAINING_TIMES,
    VARIANCE,
    beta,
    grid,
    levels,
)
from torch_mlp import Mlp

package = "torch"
use = torch.set_num_threads

mean = torch.tensor(MOONS_MEAN, dtype=torch.float32)


def moons():
    """[B, 2] rows of two interleaving half circles."""
    angle = math.pi * torch.rand(BATCH)
    upper = torch.stack([angle.cos(), angle.sin()], 1)
    lower = torch.stack([1 - angle.cos(), 0.5 - angle.sin()], 1)
    points = torch.where(torch.rand(BATCH, 1) < 0.5, upper, lower)
    return (points - mean + MOONS_NOISE * torch.randn(BATCH, 2)) / MOONS_SCALE


def times():
    """[B, 1], one in each of B equal parts of the range."""
    low, high = TRAINING_TIMES
    shares = (torch.arange(BATCH) + torch.rand(BATCH)) / BATCH
    return (low + (high - low) * shares)[:, None]


def denoising(model, x0, t):
    alpha, sigma = levels(t, torch)
    eps = torch.randn_like(x0)
    return (model(alpha * x0 + sigma * eps, t) - eps).square().mean()


def sliced(model, x0, t):
    alpha, sigma = levels(t, torch)
    x = alpha * x0 + sigma * torch.randn_like(x0)
    v = torch.randint_like(x, 2) * 2 - 1
    eps, slope = jvp(lambda x: model(x, t), (x,), (v,))
    return (eps.square() / 2 - sigma * v * slope).sum(1).mean()


def train(loss_of):
    model = Mlp()
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(EMA_DECAY))
    optimiser = torch.optim.Adam(
        model.parameters(), lr=RATE, betas=(BETA1, BETA2), eps=EPSILON, fused=True
    )
    losses = []
    for _ in range(TRAINING_STEPS):
        loss = loss_of(model, moons(), times())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        average.update_parameters(model)
        losses.append(loss.item())
    return losses


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
