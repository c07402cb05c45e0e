/** One workload beside what it is held against. */
export interface Workload {
  readonly name: string;
  /** What the reference does. */
  readonly against: string;
  /** Largest ratio that is accepted. */
  readonly limit: number;
  /** Pieces of work in a run, whose time is then told; 1 if left out. */
  readonly perRun?: number;
  /** What no framework could do without: its matrix products alone; for comparison, not for the limit. */
  floor?(): Promise<void>;
  run(): Promise<void>;
  reference(): Promise<void>;
}

/** Milliseconds of both sides, a piece of work each, and the median of the ratios pair by pair. */
export interface Measurement {
  readonly name: string;
  readonly against: string;
  readonly limit: number;
  readonly runMs: number;
  readonly referenceMs: number;
  readonly ratio: number;
  /** Of {@link Workload.floor}. */
  readonly floorMs?: number;
}

/** The middle of them; the upper one of two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** How long a piece of work takes. */
export async function milliseconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs both sides in turn, A B A B, so that a machine whose speed drifts does so for both. */
export async function measure(workload: Workload, repeats: number): Promise<Measurement> {
  const { name, against, limit, perRun = 1 } = workload;
  await workload.run();
  await workload.reference();
  const [runs, references, ratios]: [number[], number[], number[]] = [[], [], []];
  const floors: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const run = await milliseconds(() => workload.run());
    const reference = await milliseconds(() => workload.reference());
    runs.push(run);
    references.push(reference);
    ratios.push(run / reference);
    if (workload.floor !== undefined)
      floors.push(await milliseconds(() => workload.floor?.() ?? Promise.resolve()));
  }
  return {
    name,
    against,
    limit,
    runMs: median(runs) / perRun,
    referenceMs: median(references) / perRun,
    ratio: median(ratios),
    ...(floors.length === 0 ? {} : { floorMs: median(floors) / perRun }),
  };
}
