import { type Certificate, type Certification, type Claim, isOrder } from '../certify/index.ts';
import { asSeen, certificateFigure, errorAxes } from './certificateFigure.ts';
import { type Html, html, made } from './html.ts';
import { shortNumber } from './number.ts';
import { style } from './style.ts';

/** What each claim means, and how it is looked at. */
const claims: Readonly<Record<Claim, readonly [title: string, method: string]>> = {
  'strong order': [
    'Strong order',
    'How fast the mean distance from the exact solution falls, along Brownian paths that all numbers of steps share. The interval has confidence 0.999.',
  ],
  'weak order': [
    'Weak order',
    'How fast mean and variance of the samples become right, the slower of the two: exactly, without Monte Carlo. The interval is what the next term of the expansion can still change.',
  ],
  'flow order': [
    'Order on the probability flow',
    'How fast the root mean square distance from the end of the flow falls. The interval is what the next term of the expansion can still change.',
  ],
  marginals: [
    'Marginals',
    'For methods without an order: the relative error of mean or variance, the larger, and what is left of it with ever more steps.',
  ],
  tableau: [
    'Order conditions',
    'The largest residual of the order conditions of the coefficients.',
  ],
  agreement: ['Agreement', 'The largest difference from another solver, relative to the values.'],
  'batch invariance': ['Batch invariance', 'The largest difference between batch sizes.'],
};

/** The certificates of one claim on one problem, on axes they share. */
function multiples(problem: string, shown: readonly Certificate[]): Html {
  const axes = errorAxes(shown);
  if (axes === undefined) return html``;
  const figures = shown.map((own) =>
    certificateFigure(
      own,
      shown.filter((other) => other !== own),
      axes,
    ),
  );
  return html`<h3>${problem.charAt(0).toUpperCase()}${problem.slice(1)}</h3><div class="multiples">${figures}</div>`;
}

function section(claim: Claim, certificates: readonly Certificate[]): Html {
  const own = certificates.filter((each) => each.claim === claim && each.errors.length > 0);
  if (own.length === 0) return html``;
  const [title, method] = claims[claim];
  const problems = [...new Set(own.map(({ problem }) => problem))];
  const dashed = isOrder(claim)
    ? 'Dashed: the slope of the declared order.'
    : 'Dashed: the declared error.';
  return html`<h2>${title}</h2><p>${method}</p><p class="soft">Error against steps, both logarithmic. ${dashed} Grey: the other solvers.</p>${problems.map(
    (problem) =>
      multiples(
        problem,
        own.filter((each) => each.problem === problem),
      ),
  )}`;
}

/** The rows of one solver, its name beside all of them. */
function rowsOf(solver: string, certificates: readonly Certificate[]): readonly Html[] {
  const own = certificates.filter((each) => each.solver === solver);
  return own.map((certificate, i) => {
    const { claim, problem, declared, observed, interval, verdict } = certificate;
    const seen = (value: number): string => asSeen(certificate, value);
    const name = i > 0 ? html`` : html`<th scope="rowgroup" rowspan="${own.length}">${solver}</th>`;
    const bound = isOrder(claim) ? '' : '≤ ';
    const tone = verdict === 'fails' ? 'left fails' : 'left';
    return html`<tr>${name}<td class="left">${claim}</td><td class="${tone}">${verdict}</td><td class="left wrap">${problem}</td><td>${bound}${shortNumber(declared)}</td><td>${seen(observed)}</td><td>[${interval.map(seen).join(', ')}]</td></tr>`;
  });
}

function table(certificates: readonly Certificate[]): Html {
  const solvers = [...new Set(certificates.map(({ solver }) => solver))];
  const rows = solvers.map((solver) => html`<tbody>${rowsOf(solver, certificates)}</tbody>`);
  return html`<div class="scroll"><table><thead><tr><th scope="col">solver</th><th scope="col" class="left">claim</th><th scope="col" class="left">verdict</th><th scope="col" class="left">problem</th><th scope="col">declared</th><th scope="col">observed</th><th scope="col">interval</th></tr></thead>${rows}</table></div>`;
}

function opening(certificates: readonly Certificate[]): Html {
  const failed = certificates.filter(({ verdict }) => verdict === 'fails');
  const solvers = new Set(certificates.map(({ solver }) => solver)).size;
  const outcome =
    failed.length === 0
      ? html`All ${certificates.length} claims of ${solvers} ${solvers === 1 ? 'solver' : 'solvers'} hold.`
      : html`<span class="fails">${failed.length} of ${certificates.length} claims fail:</span> ${failed.map(({ solver, claim }) => `${solver} ${claim}`).join(', ')}.`;
  return html`<h1>What solvers promise, and what is seen of it</h1>
<p>${outcome} An order holds where the whole interval lies nearer to it than to the next lower order; it exceeds what is declared where the problem shows a higher one.</p>`;
}

/**
 * The certificates of solvers as one HTML file that stands alone: what was declared and seen of every claim, errors against
 * steps, and how to repeat it. It needs no network and no script.
 */
export function renderCertificates(certification: Certification): string {
  const { certificates, full, versions, command } = certification;
  const settings = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Certificates of solvers</title><link rel="icon" href="data:,"><style>${made(style)}</style></head><body><main>
${opening(certificates)}
${(Object.keys(claims) as Claim[]).map((claim) => section(claim, certificates))}
<h2>Every claim</h2>
${table(certificates)}
<h2>Again</h2>
<pre>${command}</pre>
<p class="soft">${full ? 'The full profile.' : 'The fast profile; --full takes more paths and steps.'} ${settings.join(', ')}. Everything repeats.</p>
</main></body></html>
`;
  return page.markup;
}
