import { type ASTNode } from '@marcbachmann/cel-js'
import { type Operand } from '../condition'
import {
  type SourcePosition,
  type PolicyErrorCode,
  type ReportPolicyError,
  suggestion,
} from '../parse/policy-error'
import { type Expression } from '../parse/read-yaml'
import { type AttributeWords, type TypeWords, type Vocabulary } from '../vocabulary'
import { PRINCIPAL_WORDS } from './class-policy'

const DEEPEST = 3

/** The meaning of a node that stands for a value; null where it has none, which is reported. */
export function resolveTerm(node: ASTNode, scope: NameScope): Term | null {
  switch (node.op) {
    case 'value':
      return literal(node, node.args, scope)
    case '-_':
      if (node.args.op === 'value' && typeof node.args.args === 'bigint')
        return literal(node, -node.args.args, scope)
      return outside(node, scope)
    case 'id':
    case '.':
      return resolvePath(node, scope)
    case 'list':
      return { kind: 'list', items: node.args }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
    case '&&':
    case '||':
    case '!_': {
      const message = `\`${textOfNode(node, scope)}\` is a condition; a comparison needs a value.`
      return mistake(node, scope, { code: 'not-a-value', message })
    }
    default:
      return outside(node, scope)
  }
}

function literal(node: ASTNode, value: unknown, scope: NameScope): Term | null {
  if (value === null) return { kind: 'null' }
  if (typeof value === 'string') return constant(value, 'string')
  if (typeof value === 'boolean') return constant(value, 'bool')
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return constant(Number(value), 'int')
  const message = `\`${textOfNode(node, scope)}\` is not a constant of policies: a whole number, a text, true or false.`
  return mistake(node, scope, { code: 'not-in-subset', message })
}

function constant(value: string | number | boolean, type: AttributeWords['type']): CelValue {
  return { kind: 'value', operand: { kind: 'literal', value }, type, nullable: false }
}

/** The meaning of `invoice.billedOrganisation.id`, `principal.role`, `now`, or a row variable alone. */
function resolvePath(node: ASTNode, scope: NameScope): Term | null {
  const path = flatten(node)
  if (path === null) return outside(node, scope)
  const { root, name, steps } = path
  if (name === 'principal') return principalTerm(root, steps, scope)
  if (name === 'now') {
    const [more] = steps
    if (more !== undefined) return unknownStep(more, scope, { of: 'now', known: [] })
    return { kind: 'value', operand: { kind: 'slot', name: 'now' }, type: 'timestamp', nullable: false }
  }
  const row = scope.rows.get(name)
  if (row !== undefined) return walk(row, steps, scope)
  return unknownName(root, name, scope)
}

/** Reports a name that does not exist, with the one that was perhaps meant. */
export function unknownName(node: ASTNode, name: string, scope: NameScope): null {
  if (scope.facts.has(name)) {
    const message = `\`${name}\` is a fact, a condition of its own; it is neither compared nor followed.`
    return mistake(node, scope, { code: 'not-a-value', message })
  }
  if (scope.definitions.has(name)) {
    const message = `\`${name}\` is a definition; it is asked of a row.`
    return mistake(node, scope, { code: 'not-a-value', message, suggestion: `did you mean \`${name}(…)\`?` })
  }
  const known = [...scope.rows.keys(), ...scope.facts.keys(), ...scope.definitions.keys(), 'principal', 'now']
  if (scope.knows === 'principal') {
    const message = `A class is decided by the principal alone; nothing is called \`${name}\` here.`
    return mistake(node, scope, {
      code: 'principal-only',
      message,
      ...suggestion(name, ['principal', 'now']),
    })
  }
  const message = `Nothing is called \`${name}\` here.`
  return mistake(node, scope, { code: 'unknown-name', message, ...suggestion(name, known) })
}

interface Step {
  readonly name: string
  readonly node: ASTNode
}

interface Path {
  readonly root: ASTNode
  readonly name: string
  readonly steps: readonly Step[]
}

function flatten(node: ASTNode): Path | null {
  if (node.op === 'id') return { root: node, name: node.args, steps: [] }
  if (node.op !== '.') return null
  const before = flatten(node.args[0])
  return before === null ? null : { ...before, steps: [...before.steps, { name: node.args[1], node }] }
}

function principalTerm(root: ASTNode, steps: readonly Step[], scope: NameScope): Term | null {
  const known = [...PRINCIPAL_WORDS.keys()]
  const [first, second, third] = steps
  const parts = [...new Set(known.map((word) => word.split('.')[0] ?? word))]
  if (first === undefined) {
    const message = '`principal` is not a value; compare one of its parts.'
    return mistake(root, scope, {
      code: 'not-a-value',
      message,
      suggestion: 'for instance `principal.user.id`',
    })
  }
  if (!parts.includes(first.name)) return unknownStep(first, scope, { of: 'principal', known: parts })
  const word = PRINCIPAL_WORDS.get(steps.map((step) => step.name).join('.'))
  const slot = `principal.${first.name}`
  if (word === 'list') return { kind: 'slots', slot }
  if (word !== undefined) {
    const name = second === undefined ? slot : `${slot}.${second.name}`
    const values = name === 'principal.role' ? scope.vocabulary.roles : undefined
    const known = values === undefined ? {} : { values }
    return { kind: 'value', operand: { kind: 'slot', name }, type: word, nullable: word !== 'bool', ...known }
  }
  if (second === undefined) return { kind: 'principal', slot: `${slot}.id` }
  const known2 = known
    .filter((one) => one.startsWith(`${first.name}.`))
    .map((one) => one.slice(first.name.length + 1))
  if (!known2.includes(second.name)) return unknownStep(second, scope, { of: slot, known: known2 })
  return unknownStep(third ?? second, scope, { of: `${slot}.${second.name}`, known: [] })
}

function walk(start: RowReference, steps: readonly Step[], scope: NameScope): Term | null {
  const tooDeep = steps[DEEPEST]
  if (tooDeep !== undefined) {
    const message = `A path takes ${DEEPEST} steps at most; \`${tooDeep.name}\` is one too many.`
    return mistake(tooDeep.node, scope, {
      code: 'path-too-deep',
      message,
      suggestion: 'name the far part as a definition',
    })
  }
  let row = start
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index]
    if (step === undefined) break
    const words = typeWords(row.type, scope)
    const attribute = attributeAt(words, steps.slice(index))
    if (attribute !== null) {
      const { length, name, type, values } = attribute
      const beyond = steps[index + length]
      if (beyond !== undefined) return unknownStep(beyond, scope, { of: name, known: [] })
      const of = { kind: 'path', of: row.of, steps: [...row.steps, ...name.split('.')] } as const
      // WHY: whether the column may be null says nothing of a row that was reached through an absent parent.
      return {
        kind: 'value',
        operand: of,
        type,
        nullable: true,
        row,
        ...(values === undefined ? {} : { values }),
      }
    }
    const relation = words.relations.get(step.name)
    if (relation === undefined) return unknownWord({ words, step, next: steps[index + 1] }, scope)
    const next = { type: relation.target, of: row.of, steps: [...row.steps, step.name] }
    if (relation.many) return listTerm({ next, step, beyond: steps[index + 1] }, scope)
    row = next
  }
  return { kind: 'row', row }
}

function listTerm(
  at: { readonly next: RowReference; readonly step: Step; readonly beyond: Step | undefined },
  scope: NameScope,
): Term | null {
  if (at.beyond === undefined) return { kind: 'rows', row: at.next, type: at.next.type }
  const message = `\`${at.step.name}\` is a list of rows; it has no \`${at.beyond.name}\` of its own.`
  const help = `did you mean \`${at.step.name}.exists(x, x.${at.beyond.name} …)\`?`
  return mistake(at.beyond.node, scope, { code: 'not-a-value', message, suggestion: help })
}

/** An attribute by one step, or by two where it is part of an embedded value: `postalAddress.city`. */
function attributeAt(
  words: TypeWords,
  steps: readonly Step[],
): (AttributeWords & { readonly length: number }) | null {
  const [first, second] = steps
  if (first === undefined) return null
  const plain = words.attributes.get(first.name)
  if (plain !== undefined) return { ...plain, length: 1 }
  const embedded = second === undefined ? undefined : words.attributes.get(`${first.name}.${second.name}`)
  return embedded === undefined ? null : { ...embedded, length: 2 }
}

function unknownWord(
  at: { readonly words: TypeWords; readonly step: Step; readonly next: Step | undefined },
  scope: NameScope,
): null {
  const { words, step, next } = at
  const embedded = [...words.attributes.keys()].filter((name) => name.startsWith(`${step.name}.`))
  if (embedded.length === 0) return unknownStep(step, scope, { of: words.name, known: wordsOf(words) })
  const parts = embedded.map((name) => name.slice(step.name.length + 1))
  if (next !== undefined) return unknownStep(next, scope, { of: step.name, known: parts })
  const message = `\`${step.name}\` is several values; compare one of them.`
  const suggestion = `for instance \`${step.name}.${parts[0] ?? ''}\``
  return mistake(step.node, scope, { code: 'not-a-value', message, suggestion })
}

function unknownStep(
  step: Step,
  scope: NameScope,
  at: { readonly of: string; readonly known: readonly string[] },
): null {
  const message = `\`${at.of}\` has no \`${step.name}\`.`
  return mistake(step.node, scope, { code: 'unknown-name', message, ...suggestion(step.name, at.known) })
}

function wordsOf(words: TypeWords): readonly string[] {
  return [...words.attributes.keys(), ...words.relations.keys()]
}

function typeWords(type: string, scope: NameScope): TypeWords {
  const words = scope.vocabulary.types.get(type)
  // INVARIANT: a relation's target is a type of the vocabulary; anything else is a fault of the schema's model.
  if (words === undefined) throw new Error(`The vocabulary has no type ${type}`)
  return words
}

/** What the names of a condition mean at one place of it. */
export interface NameScope {
  readonly vocabulary: Vocabulary
  readonly report: ReportPolicyError
  /** The text the names stand in, for showing mistakes. */
  readonly source: Expression
  /** Row variables: the row of the document, a definition's parameter, the rows of enclosing quantifiers. */
  readonly rows: ReadonlyMap<string, RowReference>
  readonly facts: ReadonlyMap<string, NamedCondition>
  readonly definitions: ReadonlyMap<string, Definition>
  /** INVARIANT: every `as` on the way here; a quantifier takes a name that is not among them, so none captures. */
  readonly taken: ReadonlySet<string>
  /** What this scope is for, in a sentence about a name that it does not know. */
  readonly knows: 'rows' | 'principal'
}

/** A row and how it is reached: a variable of the compiled condition and to-one steps from it. */
export interface RowReference {
  readonly type: string
  readonly of: string
  readonly steps: readonly string[]
}

/** A condition with a name. Its tree is null where it is broken, which has been reported at its own place. */
export interface NamedCondition {
  readonly name: string
  readonly source: Expression
  readonly ast: ASTNode | null
}

export interface Definition extends NamedCondition {
  readonly parameter: string
  readonly type: string
}

/** Where a node of the syntax tree stands in its file. For `a.b` that is where `b` begins. */
function placeOfNode(node: ASTNode, scope: NameScope): SourcePosition {
  return scope.source.placeAt(node.pos)
}

/** The node as the author wrote it. */
export function textOfNode(node: ASTNode, scope: NameScope): string {
  return scope.source.text.slice(node.start, node.end)
}

/** Reports a mistake at a node and answers null: what is mistaken has no meaning. */
export function mistake(
  node: ASTNode,
  scope: NameScope,
  what: { readonly code: PolicyErrorCode; readonly message: string; readonly suggestion?: string },
): null {
  scope.report({ ...placeOfNode(node, scope), ...what })
  return null
}

/** One side of a comparison. */
export type Term =
  | CelValue
  | { readonly kind: 'null' }
  /** A row: a variable itself (no steps), or what a to-one path leads to. */
  | { readonly kind: 'row'; readonly row: RowReference }
  /** A to-many relation of the row. */
  | { readonly kind: 'rows'; readonly row: RowReference; readonly type: string }
  /** `principal.organisation`: there or not. */
  | { readonly kind: 'principal'; readonly slot: string }
  /** `principal.scopes`. */
  | { readonly kind: 'slots'; readonly slot: string }
  | { readonly kind: 'list'; readonly items: readonly ASTNode[] }

export interface CelValue {
  readonly kind: 'value'
  readonly operand: Operand
  readonly type: AttributeWords['type']
  readonly values?: readonly string[]
  /** False for what can never be absent: constants, `now`, `principal.accounting`. */
  readonly nullable: boolean
  /** The row whose attribute it is, where it is one. */
  readonly row?: RowReference
}

/** What CEL offers and policies do not. */
export function outside(node: ASTNode, scope: NameScope): null {
  const message = `\`${textOfNode(node, scope)}\` is not part of the policy language.`
  const help = helpFor(node)
  const suggestion = help === null ? {} : { suggestion: help }
  scope.report({ ...scope.source.placeAt(node.start), code: 'not-in-subset', message, ...suggestion })
  return null
}

function helpFor(node: ASTNode): string | null {
  switch (node.op) {
    case '?:':
      return 'write the cases with `&&` and `||`'
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '-_':
      return 'policies compare, they do not calculate'
    case 'call':
      return node.args[0] === 'has' ? 'ask with `!= null`' : null
    case 'rcall':
      return 'lists are asked with `exists` and `all`'
    default:
      return null
  }
}
