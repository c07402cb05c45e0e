import { z } from 'zod';
import type { Comparison } from '../../compare/index.ts';
import { measured, number, word, words } from './stored.ts';

const score = z.enum(['network', 'exact']);
const indices = z.array(z.int());

const quality = {
  slicedWasserstein: measured,
  flowDistance: number.exactOptional(),
  lawDistance: measured.exactOptional(),
};

const run = {
  ...{ solver: z.string(), grid: z.string(), score, steps: number },
  guidance: number.exactOptional(),
  budget: number.exactOptional(),
};

const draw = z.object({
  ...quality,
  ...{ seed: word, seconds: number, flowMoved: number.exactOptional() },
  energy: z.object({ value: number, error: number, leftOut: z.array(number) }),
});

const cell = z.object({
  ...{ ...run, ...quality, energy: measured, draws: z.array(draw) },
  ...{ isStochastic: z.boolean(), evaluations: number, seconds: number },
});

const network = z.object({
  ...{ architecture: z.string(), parameters: number },
  steps: number.exactOptional(),
  batch: number.exactOptional(),
  seconds: number.exactOptional(),
  run: z.string().exactOptional(),
  loss: z.array(z.object({ step: number, loss: number })),
});

const scoreError = z.object({
  ...{ t: number, logSnr: number, relative: measured, eps: measured },
  linear: number.exactOptional(),
});

const lead = z.object({ first: z.int(), next: z.int(), difference: measured, chance: number });

/** A comparison as JSON holds it. */
export const comparisonSchema: z.ZodType<Comparison> = z.object({
  ...{ data: z.string(), dimension: number, schedule: z.string(), samples: number },
  ...{ seed: word, repeats: number, backend: z.string(), command: z.string(), versions: words },
  limit: z.string().exactOptional(),
  scoreError: number.exactOptional(),
  network: network.exactOptional(),
  networkErrors: z.array(scoreError).exactOptional(),
  flows: z
    .object({
      calls: number,
      network: number.exactOptional(),
      exact: number.exactOptional(),
    })
    .exactOptional(),
  floor: z.object({
    slicedWasserstein: measured,
    energy: measured,
    law: measured.exactOptional(),
  }),
  cells: z.array(cell),
  failures: z.array(z.object({ ...run, reason: z.string() })),
  front: z.object({ network: indices, exact: indices }),
  picks: z.array(
    z.object({
      ...{ score, budget: number, best: z.int(), tied: indices },
      lead: lead.exactOptional(),
    }),
  ),
});
