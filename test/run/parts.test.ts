import { describe, expect, test } from 'vitest';
import { prepare, readSettings } from '../../src/run/index.ts';

describe('prepare refuses', () => {
  const settings = (given: object) => readSettings('test', { data: 'moons', seed: 1, ...given });
  test.each([
    [{ system: 'ddpm', partSteps: 4 }, 'part-steps 4: system ddpm nothing is trained first'],
    [{ model: 'classifier', objective: 'sliced' }, 'a classifier has no objective'],
    [
      { model: 'classifier(noisy=false)', schedule: 'cosine' },
      'a classifier of clean images has no schedule, got cosine',
    ],
    [{ model: 'vae', times: 'discrete' }, 'a VAE has no times, got discrete'],
    [{ model: 'vae(sd=-1)' }, 'vae: sd'],
    [
      {
        system: 'latent-diffusion',
        data: 'ellipses',
        partModel: 'vae(channels=4-4-4-4-4-4,groups=2)',
      },
      'ellipses: vae: 6 levels halve the image 5 times',
    ],
    [
      { system: 'latent-diffusion', data: 'ellipses', partModel: 'va' },
      'unknown model "va"; did you mean "vae"',
    ],
  ])('%j', async (given, message) => {
    await expect(prepare(settings(given))).rejects.toThrow(message);
  });

  test('data without labels', async () => {
    const { learned } = await prepare(settings({ data: 'ellipses', model: 'classifier' }));
    expect(learned).toThrow('ellipses: classifier: needs data with labels');
  });
});
