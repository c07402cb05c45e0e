/**
 * Schedulers of diffusers, a file for each family: their settings, and the solver, the grid and the limit that do the same here.
 * May import src/errors. Must not know networks.
 */
import { ddim } from './ddim.ts';
import { ddpm } from './ddpm.ts';
import { deis } from './deis.ts';
import { dpmMultistep, dpmSinglestep } from './dpmSolver.ts';
import { euler, eulerAncestral, heun } from './euler.ts';
import { pndm } from './pndm.ts';
import type { SamplerReader } from './sampler.ts';
import { unipc } from './unipc.ts';

/** Every scheduler that can be read, by its class. */
export const samplers: Readonly<Record<string, SamplerReader>> = {
  DDPMScheduler: ddpm,
  DDIMScheduler: ddim,
  PNDMScheduler: pndm,
  DPMSolverMultistepScheduler: dpmMultistep,
  DPMSolverSinglestepScheduler: dpmSinglestep,
  UniPCMultistepScheduler: unipc,
  DEISMultistepScheduler: deis,
  EulerDiscreteScheduler: euler,
  EulerAncestralDiscreteScheduler: eulerAncestral,
  HeunDiscreteScheduler: heun,
};

export type { NoiseSettings } from './shared.ts';
