import { ddpm, sra1 } from '../solvers/index.ts';
import { eightGaussians, reverse, sample, tensors, vp } from '../src/index.ts';

/** A hundred samples of each of two solvers on the current backend, as numbers that can be compared. */
export async function draw(): Promise<Readonly<Record<string, readonly number[]>>> {
  const space = tensors([2]);
  const denoiser = eightGaussians().denoiser(vp(), space);
  const drawn: Record<string, readonly number[]> = {};
  for (const solver of [ddpm(), sra1()]) {
    const { x } = await sample(reverse(denoiser), {
      solver,
      steps: 20,
      samples: 100,
      seed: 'page',
    });
    drawn[solver.name] = Array.from(await space.read(x));
    x.dispose();
  }
  denoiser.dispose();
  return drawn;
}
