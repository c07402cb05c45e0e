import { expect, test } from 'vitest';
import { programsOf, run } from './program.ts';

const [program = ''] = programsOf('docs/likelihood.md');

// in a process of its own, where nothing else has registered gradients
test('the program of docs/likelihood.md runs when pasted', () => {
  const { status, stdout, stderr } = run(program, 'likelihood');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^-\d\.\d\d nats, \d\.\d\d bits per dimension, 600 calls\n\[ 1, 2 \]\n$/);
  expect(status).toBe(0);
});
