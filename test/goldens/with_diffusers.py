"""Time steps, levels and runs of the schedulers of diffusers, in float64: prints diffusers.json, which
test/grids/goldens.test.ts and test/solvers/schedulers.test.ts reproduce.

  pip install diffusers==0.42.1 scipy torch
  python test/goldens/with_diffusers.py > test/goldens/diffusers.json && npx biome format --write test/goldens/diffusers.json
"""

import importlib
import json
import warnings

import diffusers
import numpy as np
import torch

warnings.filterwarnings("ignore")


class Float64:
    """A module whose float32 is float64: schedulers cast betas, sigmas and samples to float32."""

    def __init__(self, module):
        self._module = module
        self.float32 = module.float64

    def __getattr__(self, name):
        return getattr(self._module, name)


modules = "ddim ddpm pndm euler_discrete heun_discrete dpmsolver_multistep unipc_multistep deis_multistep"
for name in modules.split():
    module = importlib.import_module(f"diffusers.schedulers.scheduling_{name}")
    module.torch = Float64(torch)
    module.np = Float64(np)
torch.set_default_dtype(torch.float64)


def made(scheduler, options):
    betas = {} if "beta_schedule" in options else {"beta_start": 1e-4, "beta_end": 0.02, "beta_schedule": "linear"}
    if options.get("beta_schedule") == "scaled_linear":
        betas = {"beta_start": 0.00085, "beta_end": 0.012}
    return getattr(diffusers, scheduler)(**betas, **options)


def digits(values):
    return [float(f"{value:.13g}") for value in np.asarray(values, dtype=np.float64).ravel()]


def level(abar):
    return ((1 - abar) / abar) ** 0.5


def grid(scheduler, steps, **options):
    s = made(scheduler, options)
    s.set_timesteps(steps)
    about = {"scheduler": scheduler, "steps": steps, "options": options, "timesteps": digits(s.timesteps)}
    if "Multistep" in scheduler or scheduler in ("EulerDiscreteScheduler", "HeunDiscreteScheduler"):
        about["sigmas"] = digits(s.sigmas)
    elif hasattr(s, "final_alpha_cumprod"):
        about["last"] = digits(level(s.final_alpha_cumprod))[0]
    return about


start = np.array([1.25, -0.5, 0.75, 0.1, -1.5, 2, -0.25, 0.6, -2.25, 0.9, -0.8, 1.6, 0.3, -1.1, 0.45, -0.05])


def network(x, t):
    t = float(t) / 1000
    return x * (0.3 + 0.7 * t) + 0.1 * (1 - t) * torch.sin(3 * x)


def noise(k):
    i = np.arange(16)
    return torch.from_numpy(np.sin(12.9898 * (i + 1) + 78.233 * (k + 1)).reshape(2, 8, 1))


def run(scheduler, steps, step_options={}, **options):
    s = made(scheduler, options)
    s.set_timesteps(steps)
    x = torch.from_numpy(start.reshape(2, 8, 1)) * float(s.init_noise_sigma)
    stochastic = "sde" in str(options.get("algorithm_type"))
    for k, t in enumerate(s.timesteps):
        own = {"variance_noise": noise(k)} if stochastic else {}
        x = s.step(network(s.scale_model_input(x, t), t), t, x, **own, **step_options).prev_sample
    about = {"scheduler": scheduler, "steps": steps, "options": options, "timesteps": digits(s.timesteps), "x": digits(x)}
    if "Multistep" in scheduler:
        about["sigmas"] = digits(s.sigmas)
    return about


def grids():
    for steps in (7, 10):
        for spacing in ("leading", "trailing", "linspace"):
            yield grid("DDIMScheduler", steps, timestep_spacing=spacing)
            yield grid("DDPMScheduler", steps, timestep_spacing=spacing)
    yield grid("DDIMScheduler", 20, steps_offset=1, set_alpha_to_one=False, beta_schedule="scaled_linear")
    yield grid("DDIMScheduler", 9, timestep_spacing="trailing", set_alpha_to_one=False)
    yield grid("DDIMScheduler", 6, set_alpha_to_one=False)
    yield grid("PNDMScheduler", 8, steps_offset=1, skip_prk_steps=True)
    yield grid("PNDMScheduler", 8, timestep_spacing="trailing", skip_prk_steps=True, set_alpha_to_one=True)
    for spacing in ("leading", "trailing", "linspace"):
        offset = {"steps_offset": 1} if spacing == "leading" else {}
        for levels in ({}, {"use_karras_sigmas": True}, {"use_exponential_sigmas": True}, {"use_beta_sigmas": True}):
            yield grid("EulerDiscreteScheduler", 7, timestep_spacing=spacing, **offset, **levels)
        yield grid("EulerDiscreteScheduler", 12, timestep_spacing=spacing, **offset, final_sigmas_type="sigma_min")
        yield grid("HeunDiscreteScheduler", 6, timestep_spacing=spacing, **offset)
    yield grid("HeunDiscreteScheduler", 6, use_karras_sigmas=True)
    yield grid("HeunDiscreteScheduler", 6, use_karras_sigmas=True, timestep_spacing="trailing")
    yield grid("EulerDiscreteScheduler", 9, interpolation_type="log_linear", beta_schedule="scaled_linear")
    for scheduler in ("DPMSolverMultistepScheduler", "UniPCMultistepScheduler", "DEISMultistepScheduler"):
        for final in ("zero", "sigma_min"):
            own = {} if scheduler == "DEISMultistepScheduler" else {"final_sigmas_type": final}
            if scheduler == "DEISMultistepScheduler" and final == "zero":
                continue
            yield grid(scheduler, 7, **own)
            yield grid(scheduler, 12, timestep_spacing="leading", steps_offset=1, **own)
            yield grid(scheduler, 9, timestep_spacing="trailing", **own)
            for levels in ("use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas"):
                yield grid(scheduler, 8, **{levels: True}, **own)
    yield grid("DPMSolverMultistepScheduler", 10, use_lu_lambdas=True)
    yield grid("DPMSolverMultistepScheduler", 10, use_karras_sigmas=True, rescale_betas_zero_snr=True)
    yield grid("DPMSolverMultistepScheduler", 10, timestep_spacing="trailing", beta_schedule="squaredcos_cap_v2")


def runs():
    held = {"lower_order_final": False, "final_sigmas_type": "sigma_min"}
    for order in (1, 2, 3):
        for b in ("bh1", "bh2"):
            yield run("UniPCMultistepScheduler", 8, solver_order=order, solver_type=b, **held)
        yield run("UniPCMultistepScheduler", 9, solver_order=order)
        yield run("UniPCMultistepScheduler", 9, solver_order=order, final_sigmas_type="sigma_min")
        yield run("DEISMultistepScheduler", 8, solver_order=order, lower_order_final=False)
        yield run("DEISMultistepScheduler", 8, solver_order=order)
    yield run("UniPCMultistepScheduler", 8, use_karras_sigmas=True)
    for skip in (False, True):
        yield run("PNDMScheduler", 10, skip_prk_steps=skip)
        yield run("PNDMScheduler", 10, skip_prk_steps=skip, steps_offset=1)
        yield run("PNDMScheduler", 10, skip_prk_steps=skip, set_alpha_to_one=True)
    for order in (1, 2):
        for final in ("zero", "sigma_min"):
            own = {"solver_order": order, "lower_order_final": False, "final_sigmas_type": final}
            yield run("DPMSolverMultistepScheduler", 8, algorithm_type="sde-dpmsolver++", **own)
            yield run("DPMSolverMultistepScheduler", 8, algorithm_type="dpmsolver++", **own)
    own = {"solver_order": 1, "final_sigmas_type": "sigma_min"}
    yield run("DPMSolverMultistepScheduler", 8, algorithm_type="sde-dpmsolver", **own)
    yield run("DPMSolverMultistepScheduler", 8, algorithm_type="dpmsolver", **own)
    zero = {"rescale_betas_zero_snr": True, "timestep_spacing": "trailing", "prediction_type": "v_prediction"}
    yield run("DDIMScheduler", 8, clip_sample=False, **zero)
    rederived = {"step_options": {"use_clipped_model_output": True}}
    yield run("DDIMScheduler", 8, clip_sample=True, clip_sample_range=0.8, **rederived)
    yield run("DDPMScheduler", 1, clip_sample=True, clip_sample_range=0.5)
    for most in (1.0, 1.5, 100.0):
        own = {"dynamic_thresholding_ratio": 0.8, "sample_max_value": most}
        yield run("DDIMScheduler", 8, clip_sample=False, thresholding=True, **own, **rederived)
    yield run("UniPCMultistepScheduler", 8, thresholding=True, dynamic_thresholding_ratio=0.7, sample_max_value=2.0)


def rescaled():
    for N in (10, 50):
        s = diffusers.DDIMScheduler(N, 0.1 / N, 20 / N if N > 20 else 0.9, rescale_betas_zero_snr=True)
        plain = diffusers.DDIMScheduler(N, 0.1 / N, 20 / N if N > 20 else 0.9)
        yield {"betas": digits(plain.betas), "roots": digits(s.alphas_cumprod.sqrt())}


about = {
    "source": f"float64 runs of diffusers {diffusers.__version__} by test/goldens/with_diffusers.py",
    "about": "timesteps are those of set_timesteps; sigmas are sigma / alpha, the last one where the run ends; last is the "
    "same for schedulers that have no sigmas. Runs are of 2 samples of 8 values; network, start and noise as in peers.json.",
    "grids": list(grids()),
    "runs": list(runs()),
    "rescaled": list(rescaled()),
}
print(json.dumps(about))
