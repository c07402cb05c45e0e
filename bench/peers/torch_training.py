"""Training in PyTorch: the loop that one would write, with a moving average of the weights."""

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
    MOONS_MEAN,
    MOONS_NOISE,
    MOONS_SCALE,
    RATE,
    TRAINING_STEPS,
    TRAINING_TIMES,
    levels,
)
from torch_mlp import Mlp

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
