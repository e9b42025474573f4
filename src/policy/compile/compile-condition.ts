import { type ASTNode } from '@marcbachmann/cel-js'
import { allOf, anyOf, type Condition, FALSE, negate, TRUE } from '../condition'
import { freshName } from '../condition-paths'
import { suggestion } from '../parse/policy-error'
import {
  mistake,
  outside,
  resolveTerm,
  type RowReference,
  type NameScope,
  textOfNode,
  unknownName,
} from './cel-path'
import { compileComparison, compileMembership } from './compile-comparison'

/**
 * The condition that a syntax tree states, facts and definitions inlined. Null where the tree states none;
 * every mistake in it has then been reported.
 */
export function compileCondition(node: ASTNode, scope: NameScope): Condition | null {
  switch (node.op) {
    case 'value':
      if (typeof node.args === 'boolean') return node.args ? TRUE : FALSE
      return noCondition(node, scope)
    case '&&':
    case '||': {
      const [left, right] = node.args.map((side) => compileCondition(side, scope))
      if (left === undefined || right === undefined || left === null || right === null) return null
      return node.op === '&&' ? allOf([left, right]) : anyOf([left, right])
    }
    case '!_': {
      const of = compileCondition(node.args, scope)
      return of === null ? null : negate(of)
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileComparison(node, scope)
    case 'in':
      return compileMembership(node, scope)
    case 'id':
      return scope.facts.has(node.args) ? inlinedFact(node.args, scope) : truth(node, scope)
    case '.':
      return truth(node, scope)
    case 'call':
      return compileCall(node, scope)
    case 'rcall':
      return compileQuantifier(node, scope)
    default:
      return outside(node, scope)
  }
}

/** A value that is itself true or false: `product.autoRenew`, `principal.accounting`. */
function truth(node: ASTNode, scope: NameScope): Condition | null {
  const term = resolveTerm(node, scope)
  if (term === null) return null
  if (term.kind !== 'value' || term.type !== 'bool') return noCondition(node, scope)
  return { op: 'compare', operator: 'eq', left: term.operand, right: { kind: 'literal', value: true } }
}

function noCondition(node: ASTNode, scope: NameScope): null {
  const message = `\`${textOfNode(node, scope)}\` is not a condition; it is neither true nor false.`
  return mistake(node, scope, { code: 'not-a-condition', message })
}

// WHY: what a fact or definition gets wrong is reported once, at its own place, not wherever it is used.
const silent = (): void => undefined

function inlinedFact(name: string, scope: NameScope): Condition | null {
  const fact = scope.facts.get(name)
  if (fact?.ast === undefined || fact.ast === null) return null
  const [own] = [...scope.rows].filter(([, row]) => row.of === 'row' && row.steps.length === 0)
  return compileCondition(fact.ast, {
    ...scope,
    report: silent,
    source: fact.source,
    rows: new Map(own === undefined ? [] : [own]),
  })
}

function compileCall(node: Extract<ASTNode, { op: 'call' }>, scope: NameScope): Condition | null {
  const [name, args] = node.args
  const definition = scope.definitions.get(name)
  if (definition === undefined) {
    if (celFunctions.has(name)) return outside(node, scope)
    if (scope.facts.has(name)) return unknownName(node, name, scope)
    const message = `There is no definition \`${name}\`.`
    return mistake(node, scope, {
      code: 'unknown-definition',
      message,
      ...suggestion(name, scope.definitions.keys()),
    })
  }
  const [argument, second] = args
  if (argument === undefined || second !== undefined) {
    const message = `\`${name}\` is asked of exactly one row, a ${definition.type}.`
    return mistake(second ?? node, scope, { code: 'wrong-argument', message })
  }
  const term = resolveTerm(argument, scope)
  if (term === null || definition.ast === null) return null
  if (term.kind !== 'row' || term.row.type !== definition.type) {
    const is = term.kind === 'row' ? `a ${term.row.type}` : 'not a row'
    const message = `\`${name}\` is asked of a ${definition.type}; \`${textOfNode(argument, scope)}\` is ${is}.`
    return mistake(argument, scope, { code: 'wrong-argument', message })
  }
  return compileCondition(definition.ast, {
    ...scope,
    report: silent,
    source: definition.source,
    facts: new Map(),
    rows: new Map([[definition.parameter, term.row]]),
  })
}

const celFunctions: ReadonlySet<string> = new Set([
  ...['has', 'size', 'type', 'int', 'uint', 'double', 'string', 'bool', 'bytes', 'dyn'],
  ...['timestamp', 'duration', 'matches', 'exists', 'all'],
])

function compileQuantifier(node: Extract<ASTNode, { op: 'rcall' }>, scope: NameScope): Condition | null {
  const [method, receiver, args] = node.args
  if (method !== 'exists' && method !== 'all') {
    const known = suggestion(method, ['exists', 'all'])
    if (known.suggestion === undefined || celMethods.has(method)) return outside(node, scope)
    const message = `Lists have no \`${method}\`.`
    return mistake(node, scope, { code: 'not-in-subset', message, ...known })
  }
  const list = resolveTerm(receiver, scope)
  const [variable, body] = args
  if (list === null) return null
  if (list.kind !== 'rows') {
    const message = `\`${textOfNode(receiver, scope)}\` is not a list of rows; \`${method}\` asks one.`
    return mistake(receiver, scope, { code: 'wrong-type', message })
  }
  if (variable?.op !== 'id' || body === undefined || args.length > 2) {
    const message = `\`${method}\` takes a name for the row and a condition on it: \`${method}(x, …)\`.`
    return mistake(node, scope, { code: 'wrong-argument', message })
  }
  const name = variable.args
  if (isTaken(name, scope)) {
    const message = `\`${name}\` already has a meaning here; give the row another name.`
    return mistake(variable, scope, { code: 'shadowed-name', message })
  }
  const as = freshName(name, scope.taken)
  const row: RowReference = { type: list.type, of: as, steps: [] }
  const where = compileCondition(body, {
    ...scope,
    rows: new Map([...scope.rows, [name, row]]),
    taken: new Set([...scope.taken, as]),
  })
  if (where === null) return null
  const path = { kind: 'path', of: list.row.of, steps: list.row.steps } as const
  return { op: method === 'exists' ? 'some' : 'every', path, as, where }
}

const celMethods: ReadonlySet<string> = new Set(['exists_one', 'filter', 'map', 'size', 'contains'])

function isTaken(name: string, scope: NameScope): boolean {
  return ['principal', 'now', 'row'].includes(name) || scope.rows.has(name) || scope.facts.has(name)
}
