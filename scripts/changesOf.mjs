// Every change of one number or sign of a compiled formula.
import ts from 'typescript';

/** What a solver says of itself, and the defaults of its options, are no formulas. */
const said = [
  ...['order', 'bias', 'options', 'memory', 'evaluationsPerStep', 'warmUpEvaluations'],
  ...['name', 'source', 'isStochastic'],
];
const swapped = new Map([
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
  [ts.SyntaxKind.AsteriskAsteriskToken, '*'],
]);
const thrower = "(() => { throw new Error('computed'); })()";

/** Whole numbers that count or choose: a tenth of one more would be none. */
function isCount(node) {
  const { parent } = node;
  return (
    (ts.isCallExpression(parent) && parent.arguments.includes(node)) ||
    (ts.isVariableDeclaration(parent) && ts.isForStatement(parent.parent?.parent)) ||
    (ts.isPropertyAssignment(parent) && parent.name.getText() === 'steps') ||
    (ts.isBinaryExpression(parent) && /\bleft$/.test(parent.left.getText())) ||
    (ts.isBinaryExpression(parent) && /^[!=]==|[<>]=?$/.test(parent.operatorToken.getText()))
  );
}

/**
 * @param {string} file its name
 * @param {string} text JavaScript
 * @returns {{ at: number, end: number, by: string, thrown: { at: number, end: number, by: string } }[]} each change, and one
 *   that throws where what it changes is computed
 */
export function changesOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const changes = [];
  const add = (node, at, end, by) => {
    const thrown = { at: node.getStart(source), end: node.end, by: thrower };
    changes.push({ at, end, by, thrown });
  };
  const visit = (node) => {
    // shortcuts that a comment calls so: without them values are the same
    const [comment] = (ts.getLeadingCommentRanges(text, node.pos) ?? []).slice(-1);
    if (comment !== undefined && /^\/\/ spares /.test(text.slice(comment.pos, comment.end))) return;
    if (ts.isPropertyAssignment(node) && said.includes(node.name.getText(source))) return;
    if (ts.isCallExpression(node) && node.expression.getText(source).startsWith('require')) return;
    // draws of another name have the same law
    if (ts.isCallExpression(node) && /\bextra$/.test(node.expression.getText(source))) return;
    if (ts.isParameter(node) || ts.isImportDeclaration(node) || ts.isThrowStatement(node)) return;
    if (ts.isIfStatement(node) && ts.isThrowStatement(node.thenStatement)) return;
    if (ts.isFunctionDeclaration(node) && node.name.text.startsWith('require')) return;
    if (ts.isElementAccessExpression(node) && ts.isNumericLiteral(node.argumentExpression)) {
      visit(node.expression);
      return;
    }
    if (ts.isNumericLiteral(node)) {
      const value = Number(node.text);
      const by = isCount(node) ? value + 1 : value === 0 ? 0.1 : value * 1.1;
      add(node, node.getStart(source), node.end, String(by));
    }
    const isText =
      ts.isBinaryExpression(node) &&
      [node.left, node.right].some((side) => ts.isStringLiteralLike(side));
    if (ts.isBinaryExpression(node) && !isText && swapped.has(node.operatorToken.kind)) {
      const { operatorToken } = node;
      const by = swapped.get(operatorToken.kind);
      add(node, operatorToken.getStart(source), operatorToken.end, by);
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
      add(node, node.getStart(source), node.getStart(source) + 1, '+');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changes;
}
