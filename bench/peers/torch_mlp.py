"""The MLP 18-128-128-128-2 in PyTorch."""

import torch
from torch import nn

from problem import FREQUENCIES, SIZES, levels


class Mlp(nn.Module):
    """eps = sigma x + alpha (W h + b); the last layer starts at zero."""

    def __init__(self):
        super().__init__()
        layers = []
        for inputs, outputs in zip(SIZES, SIZES[1:]):
            layers += [nn.Linear(inputs, outputs), nn.SiLU()]
        self.layers = nn.Sequential(*layers[:-1])
        for parameter in self.layers[-1].parameters():
            nn.init.zeros_(parameter)
        self.register_buffer("frequencies", torch.tensor(FREQUENCIES, dtype=torch.float32))

    def forward(self, x, t):
        """x [B, 2], t [B, 1] or [1, 1]."""
        alpha, sigma = levels(t, torch)
        angles = self.frequencies * torch.log(alpha / sigma).clamp(-12, 12)
        features = torch.cat([angles.sin(), angles.cos()], 1).expand(len(x), -1)
        return sigma * x + alpha * self.layers(torch.cat([x, features], 1))
