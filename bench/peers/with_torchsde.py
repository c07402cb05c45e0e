"""torchsde: sdeint with its Euler method and its own Brownian motion."""

import torch
import torchsde

from problem import LAST_TIME, PATH_STEPS, SAMPLES, beta, levels
from torch_mlp import Mlp
from with_torch import mixture_score

package = "torchsde"
use = torch.set_num_threads


class Reverse(torch.nn.Module):
    """The reverse SDE along tau = 1 - t, which torchsde wants to rise."""

    noise_type = "diagonal"
    sde_type = "ito"

    def __init__(self, score):
        super().__init__()
        self.score = score

    def f(self, tau, x):
        t = 1 - tau
        return beta(t) / 2 * x + beta(t) * self.score(x, t)

    def g(self, tau, x):
        return beta(1 - tau).sqrt().expand_as(x)


class Sine(torch.nn.Module):
    noise_type = "diagonal"
    sde_type = "ito"

    def f(self, t, x):
        return x.sin()

    def g(self, t, x):
        return torch.full_like(x, 0.5)


@torch.inference_mode()
def reversed_sde(score, steps, dtype):
    x = torch.randn(SAMPLES, 2, dtype=dtype)
    ts = torch.tensor([0, 1 - LAST_TIME], dtype=dtype)
    # steps - 1 of them, then the closing one
    x = torchsde.sdeint(Reverse(score), x, ts, dt=ts[1] / (steps - 1), method="euler")[-1]
    last = torch.tensor(LAST_TIME, dtype=dtype)
    alpha, sigma = levels(last, torch)
    return (x + sigma**2 * score(x, last)) / alpha


network = Mlp()


def network_score(x, t):
    _, sigma = levels(t, torch)
    return -network(x, t[None, None]) / sigma


@torch.inference_mode()
def sine():
    x = torch.zeros(SAMPLES, 1, dtype=torch.float64)
    return torchsde.sdeint(Sine(), x, [0.0, 1.0], dt=1 / PATH_STEPS, method="euler")[-1]


workloads = {
    "sampling": lambda: reversed_sde(network_score, 100, torch.float32),
    "mixture": lambda: reversed_sde(
        lambda x, t: mixture_score(x, *levels(t, torch)), PATH_STEPS, torch.float64
    ),
    "sine": sine,
}
