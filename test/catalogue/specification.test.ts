import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpecification, parseSpecifications, written } from '../../src/catalogue/index.ts';

test('a list of solvers with options and grids reads as written', () => {
  expect(
    parseSpecifications('ddpm(variance=large), ddim(eta=1) ,heun@karras(rho=5)', 'solver'),
  ).toEqual([
    { name: 'ddpm', options: { variance: 'large' } },
    { name: 'ddim', options: { eta: 1 } },
    { name: 'heun', options: {}, grid: { name: 'karras', options: { rho: 5 } } },
  ]);
});

test('values are numbers, booleans, words and quoted text', () => {
  const { options } = parseSpecification(
    'x(a=-1.5e-3,b=true,c=word,d="two words, (yes)")',
    'thing',
  );
  expect(options).toEqual({ a: -0.0015, b: true, c: 'word', d: 'two words, (yes)' });
});

test('what is written is read back', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]*$/);
  const value = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.string(),
  );
  const check = fc.property(name, name, value, (thing, option, given) => {
    const text = `${thing}(${option}=${written(given)})`;
    const { options } = parseSpecification(text, 'thing');
    expect(options).toEqual({ [option]: Object.is(given, -0) ? 0 : given });
  });
  fc.assert(check, {
    seed: 1,
    examples: [
      ['a', 'b', 'true'],
      ['a', 'b', '12'],
    ],
  });
});

describe('malformed text is refused with the character where it stops making sense', () => {
  test.each([
    ['', 1, 'expected the name of a solver, got the end'],
    ['ddim,', 6, 'expected the name of a solver, got the end'],
    ['ddim(eta 1)', 10, 'expected "=" after option eta, got "1"'],
    ['ddim(eta=)', 10, 'expected a value for option eta, got ")"'],
    ['ddim(eta=1', 11, 'expected "," or ")", got the end'],
    ['ddim(eta=1,eta=0)', 12, 'expected option eta only once, got "eta"'],
    ['ddim(=1)', 6, 'expected an option such as eta=1, got "="'],
    ['ddim heun', 6, 'expected "," or the end, got "heun"'],
    ['ddim@', 6, 'expected the name of a grid, got the end'],
    ['ddim(eta="1)', 13, 'expected a closing quote, got the end'],
  ])('%s', (text, character, message) => {
    expect(() => parseSpecifications(text, 'solver')).toThrow(
      `solver ${JSON.stringify(text)}, character ${character}: ${message}`,
    );
  });
});
