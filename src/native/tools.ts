import { execute } from './execute.ts';

/** The C++ compiler: what CXX names, else g++. */
export function compiler(): string {
  return process.env.CXX || 'g++';
}

async function runs(program: string, ...args: string[]): Promise<boolean> {
  try {
    await execute(program, args);
    return true;
  } catch {
    return false;
  }
}

/** What is missing to compile the binding, if anything. */
export async function compilerProblem(): Promise<string | undefined> {
  if (await runs(compiler(), '--version')) return undefined;
  return `a C++ compiler is missing: ${compiler()} does not run; install g++ (Debian: apt install g++) or name another in CXX`;
}

/** What is missing to download wheels, if anything. */
export async function pipProblem(): Promise<string | undefined> {
  if (await runs('python3', '-m', 'pip', '--version')) return undefined;
  return "pip is missing, which downloads TensorFlow: 'python3 -m pip' does not run; install it (Debian: apt install python3-pip)";
}

/** What is missing to install the binding, if anything. */
export async function npmProblem(): Promise<string | undefined> {
  if (await runs('npm', '--version')) return undefined;
  return 'npm is missing: it does not run; add the folder of npm to PATH';
}
