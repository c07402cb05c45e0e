import type { Certificate, Claim } from './certificate.ts';

/** Whether what is declared and observed is an order, the higher the better; else it is an error. */
export function isOrder(claim: Claim): boolean {
  return claim.endsWith('order');
}

/** Three digits, or two in powers of ten below a thousandth. */
function short(value: number): string {
  const isSmall = value !== 0 && Math.abs(value) < 1e-3;
  return isSmall ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

/** A certificate in one line: what is claimed, what was seen and where it lies, and the errors behind it. */
export function inWords(certificate: Certificate): string {
  const { solver, claim, problem, declared, observed, interval, errors } = certificate;
  const claimed = isOrder(claim) ? `${claim} ${short(declared)}` : `${claim} to ${short(declared)}`;
  const [low, high] = interval.map(short);
  const behind = errors.map(({ steps, error }) => `${short(error)} at ${steps} steps`).join(', ');
  return `${solver} claims ${claimed}; seen on ${problem}: ${short(observed)} in [${low}, ${high}]${behind === '' ? '' : `, errors ${behind}`}`;
}

/** Solvers do not keep what they claim. The message is one line: what was seen, or which claims, where they are several. */
export class NotCertifiedError extends Error {
  override readonly name: string = 'NotCertifiedError';
  /** The certificates that fail. */
  readonly certificates: readonly Certificate[];

  constructor(certificates: readonly Certificate[]) {
    const claims = certificates.map(({ solver, claim }) => `${solver} ${claim}`);
    super(
      certificates.length === 1
        ? certificates.map(inWords).join()
        : `${claims.length} certificates fail: ${claims.join(', ')}`,
    );
    this.certificates = certificates;
  }
}

/**
 * A certificate, handed on if it holds, or exceeds what is declared.
 * @throws NotCertifiedError if it fails
 */
export function requireHeld(certificate: Certificate): Certificate {
  if (certificate.verdict === 'fails') throw new NotCertifiedError([certificate]);
  return certificate;
}
