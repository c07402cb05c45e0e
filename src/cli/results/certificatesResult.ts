import path from 'node:path';
import { z } from 'zod';
import type { Certification } from '../../certify/index.ts';
import { writeWhole } from '../../io/index.ts';
import { renderCertificates } from '../../report/index.ts';
import { number, readStored, words, writeStored } from './stored.ts';

/** Where the numbers of certificates are. */
export const certificatesFile = 'certificates.json';

const claims = [
  ...(['strong order', 'weak order', 'flow order', 'marginals'] as const),
  ...(['tableau', 'agreement', 'batch invariance'] as const),
] as const;

const certificationSchema: z.ZodType<Certification> = z.object({
  certificates: z.array(
    z.object({
      ...{ solver: z.string(), problem: z.string(), declared: number, observed: number },
      claim: z.enum(claims),
      interval: z.tuple([number, number]),
      verdict: z.enum(['holds', 'exceeds', 'fails']),
      errors: z.array(z.object({ steps: number, error: number })),
    }),
  ),
  ...{ full: z.boolean(), versions: words, command: z.string() },
});

async function draw(folder: string, certification: Certification): Promise<string> {
  const page = path.join(folder, 'certificates.html');
  await writeWhole(page, renderCertificates(certification));
  return page;
}

/** Keeps certificates in a folder, and draws their page. @returns the page's file */
export async function writeCertificates(
  folder: string,
  certification: Certification,
): Promise<string> {
  await writeStored(path.join(folder, certificatesFile), { ...certification }, 2);
  return draw(folder, certification);
}

/**
 * Draws the page of certificates from what a folder keeps of them.
 * @throws InputError if that is missing, damaged, or of another version
 */
export async function redrawCertificates(folder: string): Promise<string> {
  return draw(folder, await readStored(path.join(folder, certificatesFile), certificationSchema));
}
