import { describe, expect, test } from 'vitest';
import * as solvers from '../../solvers/index.ts';
import { catalogue, knownModels, parseSpecification } from '../../src/catalogue/index.ts';
import { gridRules } from '../../src/grids/index.ts';

const known = catalogue('solver', Object.values(solvers));
const make = (text: string) => known.make(parseSpecification(text, 'solver'));

test('every solver is found by its name, with its defaults', () => {
  for (const { name, options } of known.defaults)
    expect(make(name)).toMatchObject({ name, options });
  expect(known.defaults.length).toBe(Object.keys(solvers).length);
});

test('a label is the specification that makes the thing', () => {
  for (const text of [
    'heun',
    'ddpm(variance=large)',
    'ddim(eta=0.5)',
    'predictor-corrector(snr=0.1,corrections=2)',
  ]) {
    expect(known.label(make(text))).toBe(text);
  }
  expect(known.label(make('ddim(eta=0)'))).toBe('ddim');
});

test('grids with options are made from text', () => {
  const grids = catalogue('grid', gridRules);
  const rule = grids.make(parseSpecification('karras(rho=5)', 'grid'));
  expect(rule.options).toMatchObject({ rho: 5 });
  expect(grids.label(rule)).toBe('karras(rho=5)');
  for (const text of [
    'leading(offset=1,dropLast=true,finalSigma=min)',
    'karras(ends=leading,offset=1)',
    'linspace(rounded=false)',
    'quadratic(reach=0.8,rounded=true)',
    'beta(alpha=0.5)',
  ]) {
    expect(grids.label(grids.make(parseSpecification(text, 'grid')))).toBe(text);
  }
});

test('lists of a U-Net are written with dashes, and one number is a list too', () => {
  const model = (text: string) => knownModels.make(parseSpecification(text, 'model'));
  for (const text of ['unet', 'unet(channels=8-16,attention=7,embeds=scale)', 'unet(channels=8)']) {
    expect(knownModels.label(model(text))).toBe(text);
  }
  expect(model('unet(channels=8,attention=28-14)').options).toMatchObject({
    channels: '8',
    attention: '28-14',
  });
  expect(() => model('unet(channels=8-a)')).toThrow(
    'unet: channels must be whole numbers such as 32-64-64, or none; got "8-a"',
  );
  const made = (text: string) => () => model(text).make({ shape: [28, 28, 1] }, 1);
  expect(made('unet(channels=none)')).toThrow('unet: channels must name at least one level');
  expect(made('unet(channels=32-32-32-32)')).toThrow('must be multiples of 8, got 28 x 28');
  expect(made('unet(attention=16)')).toThrow(
    'unet: attention must be at heights of the levels, 28, 14, 7; got 16',
  );
  expect(() => model('unet').make({ shape: [2] }, 1)).toThrow(
    'unet: expected images of shape [height, width, channels], got samples of shape [2]',
  );
});

describe('bad input is refused in words', () => {
  test.each([
    ['huen', 'unknown solver "huen"; did you mean "heun"? Known: '],
    ['ddim(et=1)', 'unknown option of ddim "et"; did you mean "eta"? Known: eta'],
    ['ddim(eta=big)', 'solver ddim: option eta must be a number such as 0, got big'],
    ['ddpm(variance=2)', 'solver ddpm: option variance must be a string such as small, got 2'],
    ['ddpm(variance=huge)', 'ddpm: variance must be one of small, large; got "huge"'],
    ['ddim(eta=2)', 'ddim: eta must be in [0, 1], got 2'],
    ['heun(eta=1)', 'solver heun takes no options, got eta=1'],
  ])('%s', (text, message) => {
    expect(() => make(text)).toThrow(message);
  });
});
