"""diffusers: its loop of scheduler.step with DDPMScheduler, the ancestral sampler, on the same MLP in PyTorch; its U-Net."""

import torch
from diffusers import DDPMScheduler

from problem import SAMPLES
from torch_mlp import Mlp
import torch_unet

package = "diffusers"
use = torch.set_num_threads

network = Mlp()
# betas / 1000 of the same schedule; without the clipping to [-1, 1] that is meant for pictures
scheduler = DDPMScheduler(beta_start=1e-4, beta_end=0.02, clip_sample=False)


@torch.inference_mode()
def sampling():
    scheduler.set_timesteps(100)
    x = torch.randn(SAMPLES, 2)
    for t in scheduler.timesteps:
        eps = network(x, (t[None, None] + 1) / 1000)
        x = scheduler.step(eps, t, x).prev_sample
    return x


workloads = {
    "sampling": sampling,
    "unet forward": torch_unet.forward,
    "unet step": torch_unet.step,
}
