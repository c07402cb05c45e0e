"""diffusers' UNet2DModel of 1.06 million parameters: 28 x 28 x 1, channels 32, 64, 64, a block a level, attention in the middle."""

import torch
from diffusers import UNet2DModel
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from problem import BETA1, BETA2, EMA_DECAY, EPSILON, RATE, levels

CALLS, BATCH = 3, 16

model = UNet2DModel(
    sample_size=28,
    in_channels=1,
    out_channels=1,
    layers_per_block=1,
    block_out_channels=(32, 64, 64),
    down_block_types=("DownBlock2D",) * 3,
    up_block_types=("UpBlock2D",) * 3,
    norm_num_groups=8,
    attention_head_dim=32,
)
average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(EMA_DECAY))
optimiser = torch.optim.Adam(
    model.parameters(), lr=RATE, betas=(BETA1, BETA2), eps=EPSILON, fused=True
)
pictures = torch.full((BATCH, 1, 28, 28), 0.5)


@torch.inference_mode()
def forward():
    for _ in range(CALLS):
        y = model(pictures, 10).sample
    return y.mean()


def step():
    for _ in range(CALLS):
        t = torch.rand(BATCH)
        alpha, sigma = (level[:, None, None, None] for level in levels(t, torch))
        eps = torch.randn_like(pictures)
        error = model(alpha * pictures + sigma * eps, 999 * t).sample - eps
        loss = error.square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        average.update_parameters(model)
    return loss.item()
