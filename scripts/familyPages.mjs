// A plugin of typedoc: one page per family of solvers, made of the doc comments with one @category, with what certificates show of each.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Converter, DocumentReflection, ReflectionKind } from 'typedoc';

const dist = path.resolve(import.meta.dirname, '..', 'dist');
const fromDist = (file) => import(pathToFileURL(path.join(dist, file)).href);

/** Title and opening of each family's page, by its category. */
const families = {
  'Reverse diffusion': [
    'Solvers of reverse diffusions',
    'They use the schedule and the views of a prediction, x0 and eps, and take nothing but a reverse diffusion.',
  ],
  Ito: [
    'Solvers of Ito SDEs',
    'They solve dx = f dt + g dw with diagonal noise g(x, t), so also the reverse SDE of a diffusion.',
  ],
  'Additive noise': [
    'Solvers of SDEs with additive noise',
    'They solve dx = f dt + g(t) dw, so also the reverse SDE of a diffusion, whose noise is of that kind.',
  ],
  Stratonovich: [
    'Solvers by Stratonovich',
    'They take the same Ito SDE as all others and read it in the sense of Stratonovich.',
  ],
  ODE: [
    'Solvers of ODEs',
    'They solve dx = v(x, t) dt, so also the probability flow of a diffusion.',
  ],
  Grids: ['Grids and restarts', 'The times that a solver visits. Any solver runs on any of them.'],
};

const text = (words) => ({ kind: 'text', text: words });
const code = (words) => ({ kind: 'code', text: `\`${words}\`` });

/** Formulas, paragraphs set in by two blanks and more, as markdown has them: by four. */
function withFormulas(parts) {
  return parts.map((part) =>
    part.kind === 'text'
      ? {
          ...part,
          text: part.text
            .split(/(\n{2,})/)
            .map((own) =>
              own.split('\n').every((line) => /^ {2,}[^\s-]/.test(line))
                ? own.replace(/^ {2}/gm, '    ')
                : own,
            )
            .join(''),
        }
      : part,
  );
}

const commentOf = (reflection) => reflection.signatures?.[0]?.comment ?? reflection.comment;

/** The category of a function, and nothing if it has none or one that is no family. */
function familyOf(reflection) {
  const tag = commentOf(reflection)?.getTag('@category');
  const name = tag?.content
    .map((part) => part.text)
    .join('')
    .trim();
  return name !== undefined && name in families ? name : undefined;
}

/** Where a family's functions are: solvers in one module, grids in another. */
function membersOf(project, family) {
  return project
    .getReflectionsByKind(ReflectionKind.Function)
    .filter((own) => familyOf(own) === family);
}

/** What certificates show of everything on a page, by the name that it has on the command line. */
async function certificates() {
  const [{ certify, weakOrder }, { certifiedSolvers, knownSolvers }] = await Promise.all([
    fromDist('src/certify/index.js'),
    fromDist('src/catalogue/index.js'),
  ]);
  const { gridOf, restart } = await fromDist('src/grids/index.js');
  const { vp } = await fromDist('src/problem/index.js');
  const found = new Map();
  for (const solver of certifiedSolvers) {
    const own = { solver, certificates: await certify(solver) };
    const name = solver.name.split('(')[0];
    found.set(name, [...(found.get(name) ?? []), own]);
  }
  const restarts = (steps) => {
    const rule = restart({ restarts: 3, restartSteps: steps / 2, tMin: 0.2, tMax: 1.5 });
    // without the closing step, which leaves x0 and not its law
    return gridOf(rule.over(vp(), steps + 3 * (steps / 2 + 1)).times.slice(0, -1));
  };
  const ofRestart = [];
  for (const name of ['ddim', 'dpmpp-2m', 'unipc']) {
    const solver = knownSolvers.make({ name, options: {} });
    const options = { steps: 64, grid: restarts, on: 'three restarts' };
    ofRestart.push(await weakOrder(solver, solver.order.ode, options));
  }
  found.set('restart', [{ solver: undefined, certificates: ofRestart }]);
  return found;
}

/** Markup of the figures of some certificates, each over those of all others on the same problem. */
async function figures() {
  const { certificateFigure, errorAxes } = await fromDist('src/report/certificateFigure.js');
  return (own, all) => {
    const drawn = own.flatMap((certificate) => {
      const { claim, problem } = certificate;
      const shown = all.filter((other) => other.claim === claim && other.problem === problem);
      const axes = errorAxes(shown);
      if (certificate.errors.length === 0 || axes === undefined) return [];
      const others = shown.filter((other) => other !== certificate);
      const figure = certificateFigure(certificate, others, axes).markup;
      return [`<div><p>${claim}: ${problem}</p>${figure}</div>`];
    });
    return `<div class="multiples">${drawn.join('')}</div>`;
  };
}

/** Every claim under every setting, as a table of markdown. */
async function tables() {
  const { asSeen } = await fromDist('src/report/certificateFigure.js');
  const { shortNumber } = await fromDist('src/report/number.js');
  const { isOrder } = await fromDist('src/certify/index.js');
  return (certificates) => {
    const rows = certificates.map((own) => {
      const seen = (value) => asSeen(own, value);
      const bound = isOrder(own.claim) ? '' : '≤ ';
      const declared = `${bound}${shortNumber(own.declared)}`;
      // a line may end before an interval, not in it
      const interval = `[${own.interval.map(seen).join(',\u00a0')}]`;
      return `| \`${own.solver}\` | ${own.claim} | ${own.problem} | ${declared} | ${seen(own.observed)} ${interval} | ${own.verdict} |`;
    });
    const head = '| | claim | on | declared | observed | |\n|---|---|---|---:|---:|---|';
    return `${head}\n${rows.join('\n')}`;
  };
}

/** What is told of one function on its family's page. */
function section(reflection, name, entries, { figuresOf, tableOf, all }) {
  const comment = commentOf(reflection);
  const parts = [text(`\n\n## ${name}\n\n`), ...comment.summary];
  const sources = comment.blockTags.filter(({ tag }) => tag === '@see');
  for (const { content } of sources) parts.push(text('\n\nSource: '), ...content);
  parts.push(text('\n\nOptions and types: '), {
    kind: 'inline-tag',
    tag: '@link',
    text: reflection.name,
    target: reflection,
  });
  const { solver } = entries[0] ?? {};
  if (solver !== undefined) {
    const set = Object.entries(solver.options).map(([key, value]) => `${key}=${value}`);
    parts.push(text('. On the command line: '), code(`${name}${set.length > 0 ? `(${set})` : ''}`));
    parts.push(text(`; evaluations per step: ${solver.evaluationsPerStep}.`));
  }
  if (entries.length === 0) return parts;
  const own = entries.flatMap(({ certificates: some }) => some);
  parts.push(text(`\n\n${figuresOf(entries[0].certificates, all)}\n\n${tableOf(own)}\n`));
  return parts;
}

/** @param {import('typedoc').Application} app */
export async function load(app) {
  const found = await certificates();
  const nameOf = new Map();
  for (const module of ['solvers/index.js', 'src/grids/index.js']) {
    for (const [key, make] of Object.entries(await fromDist(module))) {
      if (typeof make !== 'function' || make.length > 1) continue;
      try {
        nameOf.set(key, make().name);
      } catch {
        // not a maker
      }
    }
  }
  const drawing = { figuresOf: await figures(), tableOf: await tables() };
  const all = [...found.values()].flatMap(([{ certificates: some }]) => some);
  for (const { certificates: some } of [...found.values()].flat()) {
    for (const { solver, claim, verdict } of some) {
      if (verdict !== 'holds') app.logger.error(`${solver}: ${claim} ${verdict}`);
    }
  }
  const pages = new Map();
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of Object.values(project.reflections)) {
      if (reflection.comment !== undefined) {
        reflection.comment.summary = withFormulas(reflection.comment.summary);
      }
    }
    for (const [family, [title]] of Object.entries(families)) {
      const [first] = membersOf(project, family);
      if (first === undefined) throw new Error(`no function has the category ${family}`);
      const page = new DocumentReflection(title, first.parent, [], {});
      project.registerReflection(page, undefined, undefined);
      first.parent.addChild(page);
      pages.set(family, page);
    }
  });
  app.converter.on(
    Converter.EVENT_RESOLVE_END,
    ({ project }) => {
      for (const [family, page] of pages) {
        const [, opening] = families[family];
        page.content = [
          text(
            `${opening}\n\nFigures: error against steps, both logarithmic; dashed, the slope that is declared; grey, the other solvers. Tables: every setting that is certified.`,
          ),
        ];
        for (const member of membersOf(project, family)) {
          const name = nameOf.get(member.name);
          page.content.push(...section(member, name, found.get(name) ?? [], { ...drawing, all }));
        }
      }
    },
    // links are resolved by then
    -1000,
  );
}
