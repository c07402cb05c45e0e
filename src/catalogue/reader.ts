import { InputError } from '../errors/index.ts';

/** Walks along a text, skipping blanks, and says where it is not what was expected. */
export interface Reader {
  position(): number;
  /** Whether the next character is `mark`. */
  sees(mark: string): boolean;
  /** Takes `mark` if it is next. */
  accept(mark: string): boolean;
  /** Takes `mark`, or fails. */
  expect(mark: string, expected: string): void;
  /** A name or number: letters, digits and . _ + - without blanks. */
  word(expected: string): string;
  /** What an option is set to: as a name, and the characters of paths: / \ : ~ */
  value(expected: string): string;
  /** Text in double quotes, as JSON writes it, if that is next. */
  quoted(): string | undefined;
  /** Fails unless nothing is left. */
  end(): void;
  /** @throws InputError */
  fail(expected: string, at?: number): never;
}

/** @param what what the text lists, for messages: `solver` */
export function reader(text: string, what: string): Reader {
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const skip = (): void => {
    match(/\s+/y);
  };
  const fail = (expected: string, position = at): never => {
    const rest = text.slice(position).match(/^[\w.+-]+|^./)?.[0];
    const got = rest === undefined ? 'the end' : JSON.stringify(rest);
    throw new InputError(
      `${what} ${JSON.stringify(text)}, character ${position + 1}: expected ${expected}, got ${got}`,
    );
  };
  const sees = (mark: string): boolean => {
    skip();
    return text[at] === mark;
  };
  const accept = (mark: string): boolean => {
    if (!sees(mark)) return false;
    at++;
    return true;
  };
  return {
    position: () => {
      skip();
      return at;
    },
    sees,
    accept,
    expect: (mark, expected) => {
      if (!accept(mark)) fail(expected);
    },
    word: (expected) => {
      skip();
      return match(/[\w.+-]+/y) ?? fail(expected);
    },
    value: (expected) => {
      skip();
      return match(/[\w.+\-/\\:~]+/y) ?? fail(expected);
    },
    quoted: () => {
      if (!sees('"')) return undefined;
      const start = at;
      const found = match(/"(?:[^"\\]|\\.)*"/y) ?? fail('a closing quote', text.length);
      try {
        return JSON.parse(found) as string;
      } catch {
        return fail('text in double quotes as JSON writes it', start);
      }
    },
    end: () => {
      skip();
      if (at < text.length) fail('"," or the end');
    },
    fail,
  };
}
