import type { z } from 'zod';
import { InputError } from '../errors/index.ts';

/** The value at a path of keys. */
function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    json,
  );
}

/**
 * Settings out of JSON by a strict schema.
 *
 * @param where what the JSON came from, for messages
 * @throws InputError naming a setting that is unknown or has a value that is not supported, and the value
 */
export function settingsFrom<T>(where: string, schema: z.ZodType<T>, json: unknown): T {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const [path, why] =
    issue?.code === 'unrecognized_keys'
      ? [[...issue.path, issue.keys[0] ?? ''], 'is a setting that is not known here']
      : [issue?.path ?? [], `is not supported: ${issue?.message}`];
  const value = JSON.stringify(valueAt(json, path)) ?? 'left out';
  throw new InputError(
    `${where}: ${path.length === 0 ? '' : `${path.join('.')} = `}${value} ${why}`,
  );
}
