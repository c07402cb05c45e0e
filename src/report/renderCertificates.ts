import { type Certificate, type Certification, type Claim, isOrder } from '../certify/index.ts';
import { asSeen, certificateFigure, errorAxes } from './certificateFigure.ts';
import { type Html, html } from './html.ts';
import { shortNumber } from './number.ts';
import { page } from './page.ts';
import { type Entry, sortedTable } from './sortedTable.ts';

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
  const [, method] = claims[claim];
  const problems = [...new Set(own.map(({ problem }) => problem))];
  const dashed = isOrder(claim)
    ? 'Dashed: the slope of the declared order.'
    : 'Dashed: the declared error.';
  return html`<p>${method}</p><p class="soft">Error against steps, both logarithmic. ${dashed} Grey: the other solvers.</p>${problems.map(
    (problem) =>
      multiples(
        problem,
        own.filter((each) => each.problem === problem),
      ),
  )}`;
}

/** Every claim, and what was seen of it. */
function table(certificates: readonly Certificate[]): Html {
  const headings = [
    { title: 'solver', isText: true },
    { title: 'claim', isText: true },
    { title: 'verdict', isText: true },
    { title: 'problem', isText: true },
    { title: 'declared' },
    { title: 'observed' },
    { title: 'interval' },
  ];
  const rows = certificates.map((certificate): Entry[] => {
    const { solver, claim, problem, declared, observed, interval, verdict } = certificate;
    const seen = (value: number): string => asSeen(certificate, value);
    return [
      { shown: solver },
      { shown: claim },
      { shown: verdict, ...(verdict === 'fails' ? { look: 'fails' } : {}) },
      { shown: problem, look: 'wrap' },
      { shown: `${isOrder(claim) ? '' : '≤ '}${shortNumber(declared)}`, value: declared },
      { shown: seen(observed), value: observed },
      { shown: `[${interval.map(seen).join(', ')}]`, value: interval[0] },
    ];
  });
  return sortedTable(headings, rows);
}

function opening(certificates: readonly Certificate[]): Html {
  const failed = certificates.filter(({ verdict }) => verdict === 'fails');
  const solvers = new Set(certificates.map(({ solver }) => solver)).size;
  const outcome =
    failed.length === 0
      ? html`All ${certificates.length} claims of ${solvers} ${solvers === 1 ? 'solver' : 'solvers'} hold.`
      : html`<span class="fails">${failed.length} of ${certificates.length} claims fail:</span> ${failed.map(({ solver, claim }) => `${solver} ${claim}`).join(', ')}.`;
  return html`<p>${outcome} An order holds where the whole interval lies nearer to it than to the next lower order; it exceeds what is declared where the problem shows a higher one.</p>`;
}

/**
 * The certificates of solvers as one HTML file that stands alone: what was declared and seen of every claim, errors against
 * steps, and how to repeat it.
 */
export function renderCertificates(certification: Certification): string {
  const { certificates, full, versions, command } = certification;
  return page({
    title: 'Certificates of solvers',
    heading: 'What solvers promise, and what is seen of it',
    opening: opening(certificates),
    sections: [
      ...(Object.keys(claims) as Claim[]).map((claim) => ({
        title: claims[claim][0],
        body: section(claim, certificates),
      })),
      { title: 'Every claim', body: table(certificates) },
    ],
    again: {
      ...{ command, versions, files: ['certificates.json'] },
      settings: { profile: full ? 'full' : 'fast; --full takes more paths and steps' },
      note: 'Everything repeats.',
    },
  });
}
