import { InputError } from '../errors/index.ts';

const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space or give another folder',
  EDQUOT: 'the disk quota is used up; free some space or give another folder',
  EROFS: 'the disk is read-only; give another folder',
  EACCES: 'access is denied; change its permissions or give another folder',
  EPERM: 'the operation is not permitted; change its permissions or give another folder',
  ENOENT: 'there is no such file or folder',
  EEXIST: 'a file stands where a folder is expected',
  ENOTDIR: 'a file stands where a folder is expected',
  EISDIR: 'it is a folder, expected a file',
};

/** A failure of the file system that a person can do something about as one line; anything else as it is. */
export function fileError(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const cause = code === undefined ? undefined : causes[code];
  return cause === undefined ? error : new InputError(`${path}: ${cause}`);
}
