import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { environment } from '../../bench/peers/environment.ts';
import { InputError } from '../../src/errors/index.ts';

/** Makes folders as venv does; the python in them notes what it is told to install, and fails where FAIL names it. */
const python = `#!/bin/sh
[ "$1" = -c ] && exit 0
mkdir -p "$3/bin" && cat > "$3/bin/python" <<'END' && chmod +x "$3/bin/python"
#!/bin/sh
for wanted; do :; done
echo "$wanted" >> "$INSTALLED"
[ "$wanted" = "$FAIL" ] || exit 0
echo "ERROR: No matching distribution found for $wanted" >&2
exit 1
END
`;

const supervision = {
  step: <T>(_: string, work: () => Promise<T>): Promise<T> => work(),
  signal: new AbortController().signal,
};

describe('the Python environment of the peers', () => {
  let root: string;
  const require_ = (text: string): void =>
    writeFileSync(path.join(root, 'bench/peers/requirements.txt'), text);
  const make = (megabytes = 1): Promise<string> => environment(root, supervision, megabytes);
  const installed = (): string[] => {
    const file = path.join(root, 'installed');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'peers-'));
    mkdirSync(path.join(root, 'bench/peers'), { recursive: true });
    mkdirSync(path.join(root, 'bin'));
    writeFileSync(path.join(root, 'bin/python3'), python);
    chmodSync(path.join(root, 'bin/python3'), 0o755);
    vi.stubEnv('PATH', `${path.join(root, 'bin')}:${process.env.PATH}`);
    vi.stubEnv('INSTALLED', path.join(root, 'installed'));
    require_('a==1\nb==2\n');
    return () => {
      vi.unstubAllEnvs();
      rmSync(root, { recursive: true });
    };
  });

  test('is made once, and again when its requirements change', async () => {
    const made = await make();
    expect(made).toBe(path.join(root, '.cache/peers/bin/python'));
    execFileSync(made, ['x']);
    expect(installed()).toEqual(['a==1', 'b==2', 'x']);
    await make();
    expect(installed()).toHaveLength(3);
    require_('c==3\n');
    await make();
    expect(installed().slice(3)).toEqual(['c==3']);
    expect(readdirSync(path.join(root, '.cache'))).toEqual(['peers']);
  });

  test('that cannot be made leaves nothing, and the one before as it was', async () => {
    await make();
    const before = readdirSync(path.join(root, '.cache/peers'));
    require_('a==1\nd==4\n');
    vi.stubEnv('FAIL', 'd==4');
    const failure = await make().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toMatch(
      /^d==4 could not be installed, pip says: No matching distribution found for d==4; see [^\n]*$/,
    );
    expect(readdirSync(path.join(root, '.cache'))).toEqual(['peers']);
    expect(readdirSync(path.join(root, '.cache/peers'))).toEqual(before);
    vi.stubEnv('FAIL', '');
    await make();
    expect(installed().at(-1)).toBe('d==4');
  });

  test('is not begun without python3 or room on the disk', async () => {
    await expect(make(1e12)).rejects.toThrow(/^no Python environment: it needs [^\n]*make room$/);
    writeFileSync(path.join(root, 'bin/python3'), '#!/bin/sh\nexit 1\n');
    await expect(make()).rejects.toThrow(/^--peers needs python3, 3\.11 or newer, [^\n]*$/);
    expect(existsSync(path.join(root, '.cache'))).toBe(false);
  });
});
