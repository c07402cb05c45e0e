// Changes each number and sign of each solver in turn, and counts how many changes the fast certificates catch.
// npm run mutants [-- names of files in solvers/]
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'dist', 'solvers');
const { certify } = await import(pathToFileURL(path.join(root, 'dist/src/certify/index.js')).href);

/** What a solver says of itself, and the defaults of its options, are no formulas. */
const said = [
  'order',
  'bias',
  'options',
  'memory',
  'evaluationsPerStep',
  'name',
  'source',
  'isStochastic',
];
const swapped = new Map([
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
]);

/** @returns {{ at: number, end: number, by: string }[]} every change of one number or operator */
function changesOf(source) {
  const changes = [];
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && said.includes(node.name.getText(source))) return;
    if (ts.isCallExpression(node) && node.expression.getText(source).startsWith('require')) return;
    if (ts.isParameter(node) || ts.isImportDeclaration(node) || ts.isThrowStatement(node)) return;
    if (ts.isIfStatement(node) && ts.isThrowStatement(node.thenStatement)) return;
    if (ts.isElementAccessExpression(node) && ts.isNumericLiteral(node.argumentExpression)) {
      visit(node.expression);
      return;
    }
    if (ts.isNumericLiteral(node)) {
      const value = Number(node.text);
      changes.push({
        at: node.getStart(source),
        end: node.end,
        by: `(${value} * 1.1 + ${value === 0 ? 0.1 : 0})`,
      });
    }
    const isText =
      ts.isBinaryExpression(node) &&
      [node.left, node.right].some((side) => ts.isStringLiteralLike(side));
    if (ts.isBinaryExpression(node) && !isText && swapped.has(node.operatorToken.kind)) {
      const { operatorToken } = node;
      changes.push({
        at: operatorToken.getStart(source),
        end: operatorToken.end,
        by: swapped.get(operatorToken.kind),
      });
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
      changes.push({ at: node.getStart(source), end: node.getStart(source) + 1, by: '+' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changes;
}

async function isCaught(text, name) {
  const file = path.join(folder, `${name}.mutant.${Math.random().toString(36).slice(2)}.js`);
  writeFileSync(file, text);
  try {
    const made = await import(pathToFileURL(file).href);
    const solvers = Object.values(made)
      .filter((make) => typeof make === 'function')
      .flatMap((make) => {
        const solver = make();
        return typeof solver?.step === 'function' && solver.order !== undefined ? [solver] : [];
      });
    if (solvers.length === 0) return undefined;
    for (const solver of solvers) {
      for (const { verdict } of await certify(solver)) if (verdict !== 'holds') return true;
    }
    return false;
  } catch {
    return true;
  } finally {
    rmSync(file);
  }
}

const asked = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.js') && !file.includes('.mutant.'))
  .map((file) => file.slice(0, -3))
  .filter((name) => name !== 'index' && (asked.length === 0 || asked.includes(name)));
let [caught, all] = [0, 0];
for (const name of names) {
  const text = readFileSync(path.join(folder, `${name}.js`), 'utf8');
  if ((await isCaught(text, name)) !== false) continue;
  const source = ts.createSourceFile(`${name}.js`, text, ts.ScriptTarget.ESNext, true);
  const missed = [];
  const changes = changesOf(source);
  for (const { at, end, by } of changes) {
    if (await isCaught(text.slice(0, at) + by + text.slice(end), name)) continue;
    const { line } = source.getLineAndCharacterOfPosition(at);
    const whole = text.split('\n')[line];
    missed.push(`  ${name}.js ${line + 1}: ${text.slice(at, end)} -> ${by} in ${whole.trim()}`);
  }
  caught += changes.length - missed.length;
  all += changes.length;
  console.log(
    [`${name}: ${changes.length - missed.length} of ${changes.length} caught`, ...missed].join(
      '\n',
    ),
  );
}
console.log(`${caught} of ${all} changes caught`);
