import { diffusers, type TrainedRun, unet } from './trainedRuns.ts';

/** One comparison of the page: what it is called, and what `tfjs-sde compare` is told. */
export interface Case {
  readonly name: string;
  /** What its tables are headed by. */
  readonly title: string;
  /** What its column is headed by, in tables of several cases. */
  readonly short: string;
  readonly args: readonly string[];
  /** The network that is followed, where it is a run. */
  readonly trained?: TrainedRun;
  /** What its table shows. */
  readonly measure: 'energy' | 'law' | 'flow';
}

const plane =
  'ddpm,ddpm(variance=large),euler-maruyama,predictor-corrector,sra1,sde-dpmpp-2m,edm(churn=40),ddim,heun,deis@karras,dpmpp-2m,dpmpp-3m,unipc,dpmpp-2m@restart(restarts=4,restartSteps=5,tMin=0.2,tMax=3)';
const images = 'ddpm,ddpm(variance=large),sde-dpmpp-2m,ddim,dpmpp-2m';
const fewer = 'ddpm,sde-dpmpp-2m,ddim,heun,dpmpp-2m';
const glyphs =
  'ddpm,ddpm(variance=large),euler-maruyama,sde-dpmpp-2m,ddim,heun,deis@karras,dpmpp-2m,dpmpp-3m,unipc';
const some = 'ddpm,ddpm(variance=large),sde-dpmpp-2m,ddim,deis@karras,dpmpp-2m,unipc';
const upTo50 = '5,10,20,50';
const upTo250 = '5,8,10,15,20,30,50,100,250';
const upTo1000 = `${upTo250},1000`;

const exact = (data: string, solvers: string, calls: string, ...more: readonly string[]) => [
  ...[data, '--solvers', solvers, '--evaluations', calls, '--score', 'exact', '--seed', '1'],
  ...more,
];

/** An error of the score, in the plane. */
function erring(size: number, calls: string, seed = 1): Case {
  const name = `plane-error-${size}${seed === 1 ? '' : `-seed${seed}`}`;
  const args = exact('eight-gaussians', plane, calls, '--score-error', String(size), '-n', '2048');
  args[args.indexOf('--seed') + 1] = String(seed);
  const title = `Eight Gaussians in the plane, exact score with an error of ${size}`;
  const short = `plane, error ${size}`;
  return { name, title, short, args, measure: 'energy' };
}

/** A trained network in the plane. */
function followed(name: string, what: string, calls: string, trainSteps?: number): Case {
  const args = [
    ...['eight-gaussians', '--solvers', plane, '--evaluations', calls, '--score', 'network'],
    ...['--seed', '1', '-n', '2048', '--backend', 'native'],
    ...(trainSteps === undefined ? ['--flow-calls', '400'] : ['--train-steps', String(trainSteps)]),
  ];
  const title = `Eight Gaussians in the plane, ${what}`;
  return { name, title, short: 'plane, MLP', args, measure: 'energy' };
}

/** Glyphs of 256 pixels on the exact score, and on the schedule that both networks of them are trained on. */
function exactGlyphs(name: string, short: string, what: string, own: readonly string[]): Case {
  const more = ['--score', 'exact', '--schedule', 'ddpm', '--seed', '1'];
  const args = ['glyph-mixture', '--solvers', glyphs, '--evaluations', upTo50, ...own, ...more];
  return { name, title: `1,000 glyphs in 256 dimensions, ${what}`, short, args, measure: 'law' };
}

/** Glyphs on a network, whose calls cost more than those of the exact score. */
function glyphsBy(
  name: string,
  short: string,
  what: string,
  trained: TrainedRun,
  {
    solvers = glyphs,
    calls = upTo50,
    backend = 'native',
    more = [],
  }: { solvers?: string; calls?: string; backend?: string; more?: readonly string[] } = {},
): Case {
  const own = [
    ...['--solvers', solvers, '--evaluations', calls, '-n', '64'],
    ...['--score', 'network', '--seed', '1', '--backend', backend],
  ];
  const args = [trained.run, ...own, ...more];
  const title = `1,000 glyphs in 256 dimensions, ${what}`;
  return { name, title, short, args, trained, measure: 'law' };
}

/** Every comparison that the page shows. */
export const cases: readonly Case[] = [
  {
    name: 'plane-exact',
    title: 'Eight Gaussians in the plane, exact score',
    short: 'plane, exact',
    args: exact('eight-gaussians', plane, upTo1000),
    measure: 'energy',
  },
  erring(0.02, upTo250),
  erring(0.05, upTo250),
  erring(0.1, upTo1000),
  erring(0.1, upTo250, 2),
  erring(0.2, upTo250),
  followed('plane-network', 'a trained network', upTo1000),
  followed('plane-network-brief', 'a network trained for 250 steps', upTo250, 250),
  {
    name: 'ellipses-exact',
    title: '1,000 ellipses in 784 dimensions, exact score',
    short: 'ellipses, exact',
    args: exact('ellipses', images, upTo50, '-n', '128'),
    measure: 'law',
  },
  {
    name: 'ellipses-error-0.1',
    title: '1,000 ellipses in 784 dimensions, exact score with an error of 0.1',
    short: 'ellipses, error 0.1',
    args: exact('ellipses', fewer, upTo50, '--score-error', '0.1', '-n', '128'),
    measure: 'law',
  },
  exactGlyphs('glyphs-exact', 'glyphs, exact', 'exact score', [
    ...['-n', '128', '--flow-calls', '400'],
  ]),
  glyphsBy('glyphs-network', 'glyphs, U-Net', 'a U-Net trained here', unet, {
    // so few do not find the ends of its flow: no table shows them
    more: ['--flow-calls', '60'],
  }),
  glyphsBy(
    'glyphs-network-clipped',
    'glyphs, U-Net, x0 clipped',
    'a U-Net trained here, its x0 held within 1.5',
    unet,
    { solvers: some, more: ['--limit', 'clip(range=1.5)'] },
  ),
  glyphsBy('glyphs-diffusers', 'glyphs, diffusers', 'a U-Net trained by diffusers', diffusers, {
    ...{ calls: '5,10,20', backend: 'wasm' },
  }),
];
