"""Trains a small UNet2DModel with torch and diffusers, saves it with its DDIMScheduler, and samples it there.

  python train_with_diffusers.py FOLDER STEPS THREADS CHANNELS

CHANNELS are those of its levels, as in 24-48-48. FOLDER holds train.npy [n, height, width, channels], what to train on, and start.npy,
noise to start from; it is given model/, what save_pretrained writes, ddim.npy, what DDIM makes of the start in 20 steps, and ddpm.npy, samples of DDPM in 50 steps, both [n, height width channels].
"""

import sys
import time

import numpy as np
import torch
from diffusers import DDIMScheduler, DDPMScheduler, UNet2DModel

folder, steps, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
channels = tuple(map(int, sys.argv[4].split("-")))
torch.set_num_threads(threads)
torch.manual_seed(0)


def channels_first(name):
    return torch.from_numpy(np.load(f"{folder}/{name}.npy")).float().permute(0, 3, 1, 2).contiguous()


def write(name, x):
    np.save(f"{folder}/{name}.npy", x.permute(0, 2, 3, 1).flatten(1).contiguous().numpy())


data, start = channels_first("train"), channels_first("start")
model = UNet2DModel(
    sample_size=tuple(data.shape[2:]),
    in_channels=data.shape[1],
    out_channels=data.shape[1],
    layers_per_block=1,
    block_out_channels=channels,
    down_block_types=("DownBlock2D", "DownBlock2D", "AttnDownBlock2D"),
    up_block_types=("AttnUpBlock2D", "UpBlock2D", "UpBlock2D"),
    norm_num_groups=8,
    attention_head_dim=channels[0],
)
# trailing begins at the last timestep, as training does
scheduler = DDIMScheduler(timestep_spacing="trailing", clip_sample=False)
optimiser = torch.optim.Adam(model.parameters())
average = {name: value.detach().clone() for name, value in model.state_dict().items()}
begun, losses = time.time(), []
for step in range(1, steps + 1):
    x = data[torch.randint(len(data), (32,))]
    noise, t = torch.randn_like(x), torch.randint(1000, (32,))
    loss = (model(scheduler.add_noise(x, noise, t), t).sample - noise).square().mean()
    optimiser.zero_grad()
    for group in optimiser.param_groups:
        group["lr"] = 2e-3 * min(step / 100, (1 - (step - 1) / steps) * 2, 1)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1)
    optimiser.step()
    decay = min(0.995, step / (10 + step))
    with torch.no_grad():
        for name, value in model.state_dict().items():
            average[name].lerp_(value, 1 - decay)
    losses.append(loss.item())
    if step % max(steps // 10, 1) == 0:
        pace = (time.time() - begun) / step
        recent = np.mean(losses[-100:])
        print(f"training in diffusers {step}/{steps}  {pace * (steps - step):.0f} s left  loss {recent:.4f}", flush=True)
model.load_state_dict(average)
model.eval().save_pretrained(f"{folder}/model")
scheduler.save_pretrained(f"{folder}/model")


@torch.inference_mode()
def sampled(by, x, count):
    """The loop of DDIMPipeline and DDPMPipeline, without their clamp at the end."""
    by.set_timesteps(count)
    for t in by.timesteps:
        x = by.step(model(x, t).sample, t, x).prev_sample
    return x


write("ddim", sampled(scheduler, start, 20))
print("sampled with its DDIM in 20 steps", flush=True)
ancestral = DDPMScheduler(timestep_spacing="trailing", clip_sample=False)
write("ddpm", sampled(ancestral, torch.randn_like(start), 50))
print("sampled with its DDPM in 50 steps", flush=True)
