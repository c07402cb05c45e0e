import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerGradients, useBackend } from '../../src/backend/index.ts';
import { outcomeOf } from './check.ts';
import { checksOf } from './contract.ts';

const lines: string[] = [];
afterAll(() => {
  console.log(lines.join('\n'));
});

/** What a backend is, or why it cannot be had. */
async function started(name: 'cpu' | 'wasm' | 'native'): Promise<{ about?: string; why?: string }> {
  try {
    return { about: (await useBackend(name)).about };
  } catch (error) {
    return { why: (error as Error).message };
  }
}

for (const backend of ['cpu', 'wasm', 'native'] as const) {
  const { about, why } = await started(backend);
  // native is built by whoever wants it; the others come with the package
  const isMissing = about === undefined && backend === 'native';
  const checks = checksOf(backend);
  let kept = 0;
  describe.skipIf(isMissing)(`on ${backend}`, () => {
    beforeAll(async () => {
      await useBackend(backend);
      await registerGradients();
    });
    afterAll(() => {
      lines.push(`contract on ${backend}: ${kept} of ${checks.length} checks hold; ${about}`);
    });
    test.for(checks)('$name', async (check) => {
      expect(await outcomeOf(check)).toEqual({ name: check.name });
      kept++;
    });
  });
  if (isMissing) lines.push(`contract on ${backend}: not run; ${why}`);
}
