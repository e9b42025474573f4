import fc from 'fast-check'
import { stringify } from 'yaml'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { type TypeWords, type Vocabulary } from '../../../src/policy/vocabulary'
import { chosen, type RawTree, rawTrees } from './raw-tree'
import { writeCondition, type Writing } from './write-condition'

/** Raw material of a whole set of policies. */
export interface RawPolicies {
  readonly classes: readonly RawTree[]
  readonly definitions: readonly RawTree[]
  readonly documents: readonly RawDocument[]
}

interface RawDocument {
  readonly partOf: boolean
  readonly facts: readonly RawTree[]
  readonly rules: readonly RawRule[]
}

interface RawRule {
  readonly effect: number
  readonly fields: number
  readonly classes: number
  readonly when: RawTree
}

/** For so many types. */
export function rawPolicies(types: number): fc.Arbitrary<RawPolicies> {
  const rule = fc.record({
    effect: fc.nat(99),
    fields: fc.nat(2 ** 20),
    classes: fc.nat(99),
    when: rawTrees(3),
  })
  const document = fc.record({
    partOf: fc.boolean(),
    facts: fc.array(rawTrees(1), { maxLength: 2 }),
    rules: fc.array(rule, { maxLength: 5, size: 'max' }),
  })
  return fc.record({
    classes: fc.array(rawTrees(1), { minLength: 2, maxLength: 2 }),
    definitions: fc.array(rawTrees(2), { maxLength: 2 }),
    documents: fc.array(document, { minLength: types, maxLength: types }),
  })
}

/** Where a type may be part of another: the relation that leads to it and the field that lists it. */
export interface PartPlace {
  readonly type: string
  readonly relation: string
  readonly field: string
}

export interface DrawnWords {
  readonly vocabulary: Vocabulary
  /** The types that need a document, in the order of the raw documents. */
  readonly types: readonly TypeWords[]
  readonly part: PartPlace
}

/** Policy files that load: every field of every type has a rule. */
export function writePolicies(raw: RawPolicies, dependencies: DrawnWords): readonly PolicyFile[] {
  const { vocabulary, types } = dependencies
  const nothing: Writing = { vocabulary, rows: [], facts: [], definitions: [] }
  const classes = raw.classes.map((tree, index) => {
    return [`class${index}`, { when: writeCondition(tree, nothing), means: 'Generated.' }] as const
  })
  const definitions: { name: string; type: string; when: string }[] = []
  for (const [index, tree] of raw.definitions.entries()) {
    const { name: type, variable } = chosen(types, tree.picks[3])
    const writing = { ...nothing, rows: [{ name: variable, type }], definitions: [...definitions] }
    definitions.push({ name: `definition${index}`, type, when: writeCondition(tree, writing) })
  }
  const documents = types.map((words, index) => {
    const document = raw.documents[index] ?? { partOf: false, facts: [], rules: [] }
    return writeDocument(document, {
      words,
      dependencies,
      definitions,
      classes: classes.map(([name]) => name),
    })
  })
  const written = definitions.map(({ name, type, when }) => {
    const of = { [vocabulary.types.get(type)?.variable ?? '']: type }
    return [name, { of, when, means: 'Generated.' }] as const
  })
  return [
    file('principals', { classes: Object.fromEntries(classes) }),
    ...(written.length === 0 ? [] : [file('definitions', { definitions: Object.fromEntries(written) })]),
    ...documents,
  ]
}

interface Place {
  readonly words: TypeWords
  readonly dependencies: DrawnWords
  readonly definitions: Writing['definitions']
  readonly classes: readonly string[]
}

function writeDocument(raw: RawDocument, { words, dependencies, definitions, classes }: Place): PolicyFile {
  const row = { name: words.variable, type: words.name }
  const writing: Writing = { vocabulary: dependencies.vocabulary, rows: [row], facts: [], definitions }
  const facts = raw.facts.map((tree, index): [string, string] => [
    `fact${index}`,
    writeCondition(tree, writing),
  ])
  const inRules = { ...writing, facts: facts.map(([name]) => name) }
  const rules = raw.rules.map((rule, index) => writeRule(rule, { words, index, classes, writing: inRules }))
  const { part } = dependencies
  return file(words.variable, {
    type: words.name,
    ...(raw.partOf && words.name === part.type
      ? { partOf: { relation: part.relation, field: part.field } }
      : {}),
    actions: ['act'],
    ...(facts.length === 0 ? {} : { facts: Object.fromEntries(facts) }),
    groups: { first: words.fields.slice(0, 3).map(({ name }) => name) },
    rules: [...rules, remainder(words, rules)],
  })
}

interface WrittenRule {
  readonly id: string
  readonly permit?: string
  readonly forbid?: string
  readonly fields?: 'all' | readonly string[]
  readonly to: string | readonly string[]
  readonly when: string
  readonly because: string
}

function writeRule(
  raw: RawRule,
  at: {
    readonly words: TypeWords
    readonly index: number
    readonly classes: readonly string[]
    readonly writing: Writing
  },
): WrittenRule {
  const { words, index, classes, writing } = at
  const action = raw.effect % 10 === 9 ? 'act' : 'read'
  const forbids = raw.effect >= 65
  const named = classes.filter((_, bit) => ((raw.classes >> bit) & 1) === 1)
  return {
    id: `${words.variable}/rule-${index}`,
    [forbids ? 'forbid' : 'permit']: action,
    ...(action === 'read' ? { fields: fieldsOf(raw, words, forbids ? 'forbid' : 'permit') } : {}),
    to: named.length === 0 || raw.classes >= 50 ? 'everyone' : named,
    when: writeCondition(raw.when, writing),
    because: 'Generated.',
  }
}

function fieldsOf(raw: RawRule, words: TypeWords, effect: 'permit' | 'forbid'): 'all' | readonly string[] {
  if (raw.fields % 4 === 0) return 'all'
  if (raw.fields % 13 === 1 && effect === 'permit') return ['id']
  const own = words.fields.map(({ name }) => name).filter((_, bit) => ((raw.fields >> bit) & 1) === 1)
  const several = raw.fields % 5 === 0 ? ['first', ...own] : own
  return several.length === 0 ? ['first'] : several
}

/** WHY: a document must say something of every field; what no rule names is for everybody who is there. */
function remainder(words: TypeWords, rules: readonly WrittenRule[]): WrittenRule {
  const named = new Set(
    rules.flatMap(({ fields }) => (fields === undefined || fields === 'all' ? [] : fields)),
  )
  const all = rules.some(({ fields }) => fields === 'all')
  const first = words.fields.slice(0, 3).map(({ name }) => name)
  const left = words.fields
    .map(({ name }) => name)
    .filter((name) => !all && !named.has(name) && !(named.has('first') && first.includes(name)))
  const fields = left.length === 0 ? ['id'] : left
  return {
    id: `${words.variable}/remainder`,
    permit: 'read',
    fields,
    to: 'everyone',
    when: `${words.variable}.id > 1`,
    because: 'Generated.',
  }
}

function file(name: string, content: unknown): PolicyFile {
  return { path: `policies/${name}.yaml`, text: stringify(content, { lineWidth: 0 }) }
}
