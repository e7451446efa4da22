/**
 * What a mutant may be: one small change of a source text, such as a programmer might make by mistake. Each operator
 * looks at one node of TypeScript's tree and gives the texts that may stand in its place.
 */
import ts from 'typescript'

/** A change of a source text. */
export interface Mutant {
  /** From which character to which the text is replaced. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** The expression that must be evaluated for the change to matter, by its first and last character. */
  readonly reach: Reach
  /** Counted from 1. */
  readonly line: number
  /** The changed expression before and after, on one line, for people and for the list of accepted mutants. */
  readonly change: string
}

/** The piece of the text that is evaluated; `statement` when it stands as a statement of its own. */
export interface Reach {
  readonly start: number
  readonly end: number
  readonly statement: boolean
}

/** A replacement inside a node; without `start` and `end` the whole node is replaced. */
interface Edit {
  readonly text: string
  readonly start?: number
  readonly end?: number
}

/** Every mutant of a TypeScript source, in the order of its text. */
export function mutantsOf(path: string, source: string): readonly Mutant[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true)
  const found: Mutant[] = []
  const visit = (node: ts.Node): void => {
    if (isOnlyForTypes(node) || node.kind === ts.SyntaxKind.EndOfFileToken) return
    for (const { text, start = node.getStart(), end = node.getEnd() } of operators.flatMap((edits) => edits(node))) {
      const shown = around(node)
      const [from, to] = [shown.getStart(), shown.getEnd()]
      const after = source.slice(from, start) + text + source.slice(end, to)
      found.push({
        start,
        end,
        text,
        reach: reachOf(node),
        line: file.getLineAndCharacterOfPosition(start).line + 1,
        change: `${oneLine(shown.getText())} => ${oneLine(after)}`,
      })
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  return found.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** Interfaces, annotations and imports are gone when the program runs; names are no values. */
const isOnlyForTypes = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node)

const operators: readonly ((node: ts.Node) => readonly Edit[])[] = [
  swappedOperator,
  leftAlone,
  nextNumber,
  otherBoolean,
  withoutNot,
  decided,
  withoutStatement,
  withoutQuestionMark,
  otherMethod,
  withoutMethod,
  emptied,
  withoutAnchor,
]

/** Each binary operator and what it may become: the boundary, the opposite. */
const swaps: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
  [ts.SyntaxKind.PercentToken, '*'],
  [ts.SyntaxKind.AmpersandToken, '|'],
  [ts.SyntaxKind.BarToken, '&'],
  [ts.SyntaxKind.LessThanLessThanToken, '>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanToken, '<<'],
  [ts.SyntaxKind.PlusEqualsToken, '-='],
  [ts.SyntaxKind.MinusEqualsToken, '+='],
])

function swappedOperator(node: ts.Node): readonly Edit[] {
  if (!ts.isBinaryExpression(node) || joinsTexts(node)) return []
  const text = swaps.get(node.operatorToken.kind)
  return text === undefined ? [] : [{ text, start: node.operatorToken.getStart(), end: node.operatorToken.getEnd() }]
}

/** `a + 'text'`: there is no minus between texts, and the mutant would die of any test. */
function joinsTexts(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return true
  if (ts.isParenthesizedExpression(node)) return joinsTexts(node.expression)
  const joins = [ts.SyntaxKind.PlusToken, ts.SyntaxKind.PlusEqualsToken]
  if (!ts.isBinaryExpression(node) || !joins.includes(node.operatorToken.kind)) return false
  return joinsTexts(node.left) || joinsTexts(node.right)
}

/** `a ?? b` without its fallback. */
function leftAlone(node: ts.Node): readonly Edit[] {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
    ? [{ text: node.left.getText() }]
    : []
}

function nextNumber(node: ts.Node): readonly Edit[] {
  if (ts.isPropertyAssignment(node.parent) && node.parent.name === node) return []
  const [digits, suffix] = ts.isBigIntLiteral(node)
    ? [node.getText().slice(0, -1), 'n']
    : ts.isNumericLiteral(node) && /^(0x[\da-f_]+|0b[01_]+|[\d_]+)$/i.test(node.getText())
      ? [node.getText(), '']
      : []
  if (digits === undefined) return []
  const value = BigInt(digits.replaceAll('_', ''))
  return [value + 1n, value - 1n].filter((other) => other >= 0n).map((other) => ({ text: `${other}${suffix}` }))
}

function otherBoolean(node: ts.Node): readonly Edit[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ text: 'false' }]
  return node.kind === ts.SyntaxKind.FalseKeyword ? [{ text: 'true' }] : []
}

function withoutNot(node: ts.Node): readonly Edit[] {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken
    ? [{ text: node.operand.getText() }]
    : []
}

/** A condition that always holds, or never; a loop that always goes on would only cost time. */
function decided(node: ts.Node): readonly Edit[] {
  const { parent } = node
  if (node.kind === ts.SyntaxKind.TrueKeyword) return []
  if (ts.isIfStatement(parent) && parent.expression === node) return [{ text: 'true' }, { text: 'false' }]
  if (ts.isConditionalExpression(parent) && parent.condition === node) return [{ text: 'true' }, { text: 'false' }]
  const isLoop =
    (ts.isWhileStatement(parent) && parent.expression === node) ||
    (ts.isForStatement(parent) && parent.condition === node)
  return isLoop ? [{ text: 'false' }] : []
}

/** A call for its effect that does not happen; an assignment or a `return` is not taken away, as it may not compile. */
function withoutStatement(node: ts.Node): readonly Edit[] {
  if (!ts.isExpressionStatement(node)) return []
  const { expression } = node
  return ts.isCallExpression(ts.isAwaitExpression(expression) ? expression.expression : expression)
    ? [{ text: 'void 0' }]
    : []
}

function withoutQuestionMark(node: ts.Node): readonly Edit[] {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node) && !ts.isCallExpression(node))
    return []
  const token = node.questionDotToken
  if (!token) return []
  return [{ text: ts.isPropertyAccessExpression(node) ? '.' : '', start: token.getStart(), end: token.getEnd() }]
}

const pairs: readonly (readonly [string, string])[] = [
  ['some', 'every'],
  ['min', 'max'],
  ['startsWith', 'endsWith'],
  ['find', 'findLast'],
  ['indexOf', 'lastIndexOf'],
  ['findIndex', 'findLastIndex'],
  ['padStart', 'padEnd'],
]
const others: ReadonlyMap<string, string> = new Map(pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]))

function otherMethod(node: ts.Node): readonly Edit[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
  const { name } = node.expression
  const other = others.get(name.text)
  return other === undefined ? [] : [{ text: other, start: name.getStart(), end: name.getEnd() }]
}

/** What gives a value of the kind that it is called on can be left out. */
const needless = ['filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'trim', 'trimEnd', 'toLowerCase']

function withoutMethod(node: ts.Node): readonly Edit[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
  const { name, expression } = node.expression
  return needless.includes(name.text) && !node.expression.questionDotToken ? [{ text: expression.getText() }] : []
}

const asks = ['includes', 'startsWith', 'endsWith', 'has', 'get', 'indexOf', 'join', 'split']

/** A text that decides something: compared, or looked for. Sentences for people are left alone. */
function emptied(node: ts.Node): readonly Edit[] {
  if (!ts.isStringLiteral(node) || node.text === '') return []
  const { parent } = node
  const isCompared =
    ts.isBinaryExpression(parent) &&
    [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
      parent.operatorToken.kind,
    )
  const isLookedFor =
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    asks.includes(parent.expression.name.text)
  return isCompared || isLookedFor ? [{ text: "''" }] : []
}

/** A regular expression that no longer stands at the beginning, or at the end. */
function withoutAnchor(node: ts.Node): readonly Edit[] {
  if (!ts.isRegularExpressionLiteral(node)) return []
  const text = node.getText()
  const close = text.lastIndexOf('/')
  const [body, flags] = [text.slice(1, close), text.slice(close + 1)]
  const shorter = [
    ...(body.startsWith('^') ? [body.slice(1)] : []),
    ...(/(?<!\\)(\\\\)*\$$/.test(body) ? [body.slice(0, -1)] : []),
  ]
  return shorter.filter((one) => one !== '').map((one) => ({ text: `/${one}/${flags}` }))
}

/** The expression to show: a literal alone says little. */
function around(node: ts.Node): ts.Node {
  const { parent } = node
  const isSmall = ts.isLiteralExpression(node) || ts.isToken(node)
  return isSmall ? parent : node
}

/**
 * What is evaluated before the change can matter. A piece of `a?.b.c()` cannot be looked at by itself: the whole chain
 * is taken.
 */
function reachOf(node: ts.Node): Reach {
  let whole: ts.Node = ts.isExpressionStatement(node) ? node.expression : node
  while (goesOn(whole) && ts.isOptionalChain(whole.parent)) whole = whole.parent
  return { start: whole.getStart(), end: whole.getEnd(), statement: ts.isExpressionStatement(whole.parent) }
}

/** True when the parent goes on with the value of the node: `node.b`, `node[b]`, `node()`, `node!`. */
const goesOn = (node: ts.Node): boolean =>
  (ts.isPropertyAccessExpression(node.parent) ||
    ts.isElementAccessExpression(node.parent) ||
    ts.isCallExpression(node.parent) ||
    ts.isNonNullExpression(node.parent)) &&
  node.parent.expression === node

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= 160 ? line : `${line.slice(0, 120)}…${line.slice(-39)}`
}
