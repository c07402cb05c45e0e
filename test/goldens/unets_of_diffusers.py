"""Outputs of small UNet2DModels of diffusers under many settings, in float64: prints unets.json, which
test/diffusers/golden.test.ts reproduces.

  pip install diffusers==0.42.1 torch
  python test/goldens/unets_of_diffusers.py > test/goldens/unets.json && npx biome format --write test/goldens/unets.json
"""

import json

import torch
from diffusers import UNet2DModel

torch.set_default_dtype(torch.float64)

usual = {
    "sample_size": 8,
    "in_channels": 1,
    "out_channels": 1,
    "layers_per_block": 1,
    "block_out_channels": [4, 8],
    "down_block_types": ["DownBlock2D", "AttnDownBlock2D"],
    "up_block_types": ["AttnUpBlock2D", "UpBlock2D"],
    "norm_num_groups": 2,
    "attention_head_dim": 4,
}
attending = {"down_block_types": ["AttnDownBlock2D", "AttnDownBlock2D"], "up_block_types": ["AttnUpBlock2D", "AttnUpBlock2D"]}
resnets = {
    "down_block_types": ["ResnetDownsampleBlock2D", "AttnDownBlock2D"],
    "up_block_types": ["AttnUpBlock2D", "ResnetUpsampleBlock2D"],
}
variants = [
    {"resnet_time_scale_shift": "scale_shift"},
    {"resnet_time_scale_shift": "scale_shift", "add_attention": False},
    {"downsample_padding": 0, "freq_shift": 1, "flip_sin_to_cos": False, "attention_head_dim": None, "norm_eps": 1e-6},
    {"downsample_type": "resnet", "upsample_type": "resnet", **attending},
    {"downsample_type": "resnet", "upsample_type": "resnet"},
    resnets,
    {"num_class_embeds": 3, "center_input_sample": True, "time_embedding_dim": 12},
    {"in_channels": 2, "out_channels": 4, "sample_size": [8, 4], "layers_per_block": 2},
    {"block_out_channels": [4, 4, 8], "down_block_types": ["DownBlock2D"] * 3, "up_block_types": ["UpBlock2D"] * 3},
]


def filled(shape, k):
    """Numbers that a formula of their place gives."""
    i = torch.arange(int(torch.tensor(shape).prod()))
    return (0.4 * torch.sin(12.9898 * (i + 1) + 78.233 * (k + 1))).reshape(shape)


def golden(options):
    config = {**usual, **options}
    model = UNet2DModel(**config).eval()
    state = model.state_dict()
    shapes = {name: list(value.shape) for name, value in sorted(state.items())}
    model.load_state_dict({name: filled(shape, k) for k, (name, shape) in enumerate(shapes.items())})
    size = config["sample_size"]
    size = [size, size] if isinstance(size, int) else size
    # images as they are here, channels last
    x = 2 * filled([2, *size, config["in_channels"]], 0)
    labels = {"class_labels": torch.tensor([2, 0])} if "num_class_embeds" in options else {}
    with torch.inference_mode():
        y = model(x.permute(0, 3, 1, 2), torch.tensor([17, 640]), **labels).sample
    y = [float(f"{value:.9g}") for value in y.permute(0, 2, 3, 1).ravel()]
    return {"config": {"_class_name": "UNet2DModel", **config}, "shapes": shapes, "y": y}


print(json.dumps([golden(options) for options in variants]))
