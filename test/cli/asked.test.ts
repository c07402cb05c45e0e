import { describe, expect, test } from 'vitest';
import { askedOf, type Wishable } from '../../src/cli/asked.ts';

const of = (condition?: 'class' | 'caption'): Wishable => ({
  folder: 'runs/a',
  network: { ...(condition && { condition }), ...(condition === 'class' && { classes: 3 }) },
  classes: ['seven', 'two', '1'],
  guidance: 2,
});
const rows = { first: 4, count: 3 };

describe('what samples are asked to be of', () => {
  test('a class by name, by number, or each in turn; a caption; nothing', () => {
    expect(askedOf({ class: 'two' }, of('class'))?.(rows)).toEqual([1]);
    expect(askedOf({ class: '2' }, of('class'))?.(rows)).toEqual([2]);
    expect(askedOf({ class: '1' }, of('class'))?.(rows)).toEqual([2]); // a class that is called so goes first
    expect(askedOf({ class: 'each' }, of('class'))?.(rows)).toEqual([1, 2, 0]);
    expect(askedOf({ text: 'a bold seven' }, of('caption'))?.(rows)).toEqual(['a bold seven']);
    const captions = ['a', 'b', 'c', 'd', 'e'];
    expect(askedOf({ captions }, of('caption'))?.(rows)).toEqual(['e', 'a', 'b']);
    expect(askedOf({}, of('class'))).toBeUndefined();
  });

  test.each([
    [{ class: 'thre' }, 'class', '--class: runs/a has 3 classes, 0 to 2; '],
    [{ class: '3' }, 'class', '--class: runs/a has 3 classes, 0 to 2; '],
    [{ class: '1', text: 'one' }, 'class', '--class and --text: got 2, expected one of them'],
    [{ text: 'one', captions: ['two'] }, 'caption', '--text and --captions: got 2'],
    [{ captions: ['two'] }, 'class', '--captions: the network of runs/a has the condition class'],
    [{ class: '1' }, 'caption', 'the network of runs/a has the condition caption'],
    [{ text: 'one' }, 'class', 'the network of runs/a has the condition class'],
    [
      { text: 'one' },
      undefined,
      'has no condition; leave it out, or train with --system text-to-image',
    ],
    [{ guidance: 3 }, undefined, '--guidance: the network of runs/a has no condition'],
    [{ guidance: 3 }, 'class', '--guidance: needs something to be guided to; give --class'],
    [{ interval: [1, 2] }, 'caption', '--guidance-interval: needs something to be guided to'],
  ] as const)('%j of a network with the condition %s is refused', (wish, condition, message) => {
    expect(() => askedOf(wish, of(condition))).toThrow(message);
  });
});
