import { z } from 'zod';
import { type Finding, passes } from './finding.ts';

const finding: z.ZodType<Finding> = z.object({
  what: z.string(),
  value: z.number(),
  error: z.number(),
  unit: z.enum(['share', 'number', 'ms']),
  least: z.number().optional(),
  most: z.number().optional(),
  beyond: z.number().optional(),
}) as z.ZodType<Finding>;

/** What a case came to. */
export interface Result {
  readonly name: string;
  /** Seconds that its own commands took. */
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

/** Results as a file keeps them. */
export const results: z.ZodType<readonly Result[]> = z.array(
  z.object({ name: z.string(), seconds: z.number(), findings: z.array(finding) }),
);

/** Findings that are not as expected. */
export const missed = ({ findings }: Result): readonly Finding[] =>
  findings.filter((one) => passes(one) === false);
