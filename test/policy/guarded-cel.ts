import { type ASTNode, Environment } from '@marcbachmann/cel-js'

/** What the names of a condition stand for, as texts. */
export interface Words {
  /** Row variables, and the CEL text that reaches each: `invoice` → `row`. */
  readonly rows: ReadonlyMap<string, string>
  readonly facts: ReadonlyMap<string, string>
  readonly definitions: ReadonlyMap<string, { readonly parameter: string; readonly when: string }>
}

/**
 * A condition of a policy as plain CEL: facts and definitions written out, and the two-valued logic made
 * explicit. `a.b == 1` becomes `a.b != null && a.b == 1`, and so for every parent on the way.
 */
export function guardedCel(when: string, words: Words): string {
  return boolean(parsed(when), { ...words, document: words.rows, counter: { next: 0 } })
}

interface Scope extends Words {
  /** The rows that facts speak of, wherever they are used. */
  readonly document: ReadonlyMap<string, string>
  /** Every quantifier gets a name of its own. */
  readonly counter: { next: number }
}

const language = new Environment({ unlistedVariablesAreDyn: true })

function parsed(text: string): ASTNode {
  return language.parse(text).ast
}

function boolean(node: ASTNode, scope: Scope): string {
  switch (node.op) {
    case 'value':
      return String(node.args)
    case '&&':
    case '||': {
      const [left, right] = node.args.map((side) => boolean(side, scope))
      return `(${left ?? ''} ${node.op} ${right ?? ''})`
    }
    case '!_':
      return `!(${boolean(node.args, scope)})`
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(node.op, node.args, scope)
    case 'in':
      return membership(node.args, scope)
    case 'id': {
      const fact = scope.facts.get(node.args)
      if (fact === undefined) throw new Error(`The oracle knows no fact ${node.args}`)
      return boolean(parsed(fact), { ...scope, rows: scope.document })
    }
    case '.': {
      const path = value(node, scope)
      return all([...present(path), `${path.text} == true`])
    }
    case 'call':
      return definition(node.args[0], node.args[1], scope)
    case 'rcall':
      return quantifier(node.args, scope)
    default:
      throw new Error(`The oracle does not know ${node.op}`)
  }
}

function comparison(operator: string, sides: readonly [ASTNode, ASTNode], scope: Scope): string {
  const [left, right] = sides
  if (isNull(left)) return nullTest(operator, value(right, scope))
  if (isNull(right)) return nullTest(operator, value(left, scope))
  const [one, other] = [value(left, scope), value(right, scope)]
  return all([...present(one), ...present(other), `${one.text} ${operator} ${other.text}`])
}

function nullTest(operator: string, asked: Value): string {
  // The parts of the principal are values, there or not: `principal.partner.id` is absent as `principal.partner` is.
  if (asked.path[0] === 'principal')
    return operator === '==' ? `!${all(present(asked))}` : all(present(asked))
  return all([...parents(asked), `${asked.text} ${operator} null`])
}

function membership(sides: readonly [ASTNode, ASTNode], scope: Scope): string {
  const [leftNode, rightNode] = sides
  const left = value(leftNode, scope)
  if (rightNode.op !== 'list') {
    const right = value(rightNode, scope)
    return all([...present(left), ...present(right), `${left.text} in ${right.text}`])
  }
  const cases = rightNode.args.map((item) => comparison('==', [leftNode, item], scope))
  return cases.length === 0 ? 'false' : `(${cases.join(' || ')})`
}

function definition(name: string, args: readonly ASTNode[], scope: Scope): string {
  const called = scope.definitions.get(name)
  const [argument] = args
  if (called === undefined || argument === undefined)
    throw new Error(`The oracle knows no definition ${name}`)
  const row = value(argument, scope).text
  return boolean(parsed(called.when), {
    ...scope,
    facts: new Map(),
    rows: new Map([[called.parameter, row]]),
  })
}

function quantifier(parts: readonly [string, ASTNode, readonly ASTNode[]], scope: Scope): string {
  const [method, receiver, [variable, body]] = parts
  const list = value(receiver, scope)
  if (variable?.op !== 'id' || body === undefined) throw new Error('A quantifier names its row')
  scope.counter.next += 1
  const name = `v${scope.counter.next}`
  const where = boolean(body, { ...scope, rows: new Map([...scope.rows, [variable.args, name]]) })
  return all([...present(list), `${list.text}.${method}(${name}, ${where})`])
}

/** A value and the path that leads to it; a constant has none. */
interface Value {
  readonly text: string
  readonly path: readonly string[]
}

function value(node: ASTNode, scope: Scope): Value {
  if (node.op === 'id') {
    if (node.args === 'now' || node.args === 'principal') return { text: node.args, path: [node.args] }
    const text = scope.rows.get(node.args)
    if (text === undefined) throw new Error(`The oracle knows no row ${node.args}`)
    return { text, path: text.split('.') }
  }
  if (node.op === '.') {
    const path = [...value(node.args[0], scope).path, node.args[1]]
    return { text: path.join('.'), path }
  }
  if (node.op === '-_') return { text: `-${value(node.args, scope).text}`, path: [] }
  if (node.op !== 'value') throw new Error(`The oracle does not know the value ${node.op}`)
  if (typeof node.args !== 'string') return { text: String(node.args), path: [] }
  // Instants are compared as texts of one form; every other text stands for itself.
  const instant = /^\d{4}-\d{2}-\d{2}T/.test(node.args) ? new Date(node.args).toISOString() : node.args
  return { text: JSON.stringify(instant), path: [] }
}

function isNull(node: ASTNode): boolean {
  return node.op === 'value' && node.args === null
}

/** `a.b.c` is there: `a.b != null`, `a.b.c != null`. The row itself always is. */
function present(of: Value): readonly string[] {
  return of.path.length < 2 ? [] : [...parents(of), `${of.text} != null`]
}

function parents(of: Value): readonly string[] {
  return of.path.slice(1, -1).map((_step, index) => `${of.path.slice(0, index + 2).join('.')} != null`)
}

function all(conditions: readonly string[]): string {
  return `(${conditions.join(' && ')})`
}
