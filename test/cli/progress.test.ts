import { expect, test } from 'vitest';
import { duration, progress } from '../../src/cli/progress.ts';
import { collected } from './collected.ts';

test('off a terminal a line at each tenth says rate, time left and what there is to say', () => {
  const { terminal, err, out } = collected();
  const shown = progress('training', 1000, terminal, { quiet: false });
  for (let done = 100; done <= 1000; done += 50) shown.at(done, `loss ${1 / done}`);
  shown.stop();
  const lines = err().trimEnd().split('\n');
  expect(lines[0]).toBe('training 100/1000  1000/s, 1 s left  loss 0.01');
  expect(lines.length).toBe(10);
  expect(out()).toBe('');
});

test('quiet is quiet', () => {
  const { terminal, err } = collected();
  const shown = progress('training', 10, terminal, { quiet: true });
  shown.at(5, 'note');
  shown.stop();
  expect(err()).toBe('');
});

test('durations read as a person says them', () => {
  expect([0.2, 59.4, 60, 125].map(duration)).toEqual(['0 s', '59 s', '1 min 0 s', '2 min 5 s']);
});
