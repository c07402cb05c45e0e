import { spawn } from 'node:child_process';

/**
 * Runs a Python script to its end; what it prints is seen at once.
 * @throws Error if it fails, after what it says itself
 */
export async function python(
  interpreter: string,
  args: readonly string[],
  { signal, threads }: { readonly signal: AbortSignal; readonly threads: number },
): Promise<void> {
  const env = {
    ...process.env,
    OMP_NUM_THREADS: String(threads),
    CUDA_VISIBLE_DEVICES: '',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONWARNINGS: 'ignore',
  };
  const child = spawn(interpreter, [...args], {
    env,
    signal,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${args[0]} ended with ${code}`)),
    );
  });
}
