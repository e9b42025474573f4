import { buildSchema, getIntrospectionQuery } from 'graphql'
import { countComparisons } from '../../src/http/document-size'
import { documentsWithin } from '../../src/http/documents'
import { GatewayError } from '../../src/http/error-catalogue'

const limits = {
  maxDocumentBytes: 2000,
  maxTokens: 200,
  maxDepth: 4,
  maxAliases: 10,
  maxRootFields: 5,
  maxDirectives: 6,
  introspection: true,
}
const documents = documentsWithin(limits)

/** What is said of a document: undefined where it is not too large. */
function verdict(text: string, among = documents): string | undefined {
  const [refusal] = among.read(text).refusals
  return refusal instanceof GatewayError ? `${refusal.code}: ${refusal.message}` : undefined
}

const nested = (levels: number) => `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`
const bomb = (levels: number) =>
  [
    'query { ...f0 }',
    ...Array.from(
      { length: levels },
      (_, i) => `fragment f${i} on Q { a: x { ...f${i + 1} } b: x { ...f${i + 1} } }`,
    ),
    `fragment f${levels} on Q { y }`,
  ].join('\n')

test.each([
  ['a small document', '{ viewer { user { name } } }', undefined],
  ['the deepest allowed', nested(4), undefined],
  ['one level too deep', nested(5), 'levels of fields'],
  [
    'depth hidden in fragments',
    '{ a { ...f } } fragment f on Q { b { ...g } } fragment g on R { c { d { e } } }',
    'levels',
  ],
  [
    'depth below introspection',
    '{ __schema { types { fields { type { ofType { ofType { name } } } } } } }',
    undefined,
  ],
  ['eleven aliases', `{ a ${Array.from({ length: 11 }, (_, i) => `a${i}: a`).join(' ')} }`, 'aliases'],
  ['aliases multiplied by fragments', bomb(3), 'aliases'],
  ['six root fields', '{ a b c d e f }', 'fields at its root'],
  [
    'root fields hidden in fragments',
    '{ ...f ...g } fragment f on Q { a b c } fragment g on Q { d ... { e f } }',
    'root',
  ],
  ['seven directives', `{ a ${'@skip(if: true) '.repeat(7)} }`, 'directives'],
  ['directives on the operation', `query q ${'@a '.repeat(7)} { a }`, 'directives'],
  ['too many tokens', `{ ${'a '.repeat(300)} }`, 'tokens'],
  ['too many bytes', `{ a } #${'x'.repeat(2000)}`, 'bytes'],
  ['a fragment cycle', '{ ...f } fragment f on Q { a { ...g } } fragment g on Q { b { ...f } }', undefined],
  ['no GraphQL', '{ a ', undefined],
])('%s', (_name, document, refusal) => {
  const said = verdict(document)
  if (refusal === undefined) expect(said).toBeUndefined()
  else expect(said).toMatch(new RegExp(`^COST_EXCEEDED: The document has more than \\d+ .*${refusal}`))
})

test('a bomb of forty nested fragments is refused in no time', () => {
  const roomy = documentsWithin({ ...limits, maxDocumentBytes: 1e6, maxTokens: 1e5, maxDepth: 100 })
  const before = performance.now()
  expect(verdict(bomb(40), roomy)).toContain('more than 10 aliases')
  expect(performance.now() - before).toBeLessThan(200)
})

test('a document is read once, and a refusal is remembered like what passed', () => {
  for (const text of ['{ a b }', nested(6), '{ b ']) {
    const first = documents.read(text)
    expect(first).toMatchObject({ isNew: true })
    const again = documents.read(text)
    expect(again).toEqual({ ...first, isNew: false })
    expect(again.refusals).toBe(first.refusals)
    expect(again.document).toBe(first.document)
  }
})

test('a document is validated once for each schema, its problems remembered too', () => {
  const schema = buildSchema('type Query { a: Int }')
  const other = buildSchema('type Query { b: Int }')
  const wrong = documents.read('query Wrong { b }')
  const problems = documents.problems(wrong, schema)
  expect(problems.map(({ message }) => message)).toEqual(['Cannot query field "b" on type "Query".'])
  expect(documents.problems(documents.read('query Wrong { b }'), schema)).toBe(problems)
  expect(documents.problems(wrong, other)).toEqual([])
})

describe('what makes validation quadratic', () => {
  const many = (count: number, text: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => text(at)).join(' ')
  const within = {
    ...limits,
    maxDocumentBytes: 65_536,
    maxTokens: 4000,
    maxDepth: 14,
    maxAliases: 100,
    maxRootFields: 30,
  }

  test.each([
    ['fields of one name', `{ a { ${many(900, () => 'b { c }')} } }`],
    ['fields of one name, differently selected', `{ a { ${many(300, (at) => `b { c${at} d }`)} } }`],
    ['fields of one name behind inline fragments', `{ a { ${many(300, () => '... on A { b { c } }')} } }`],
    [
      'fields of one name in many fragments',
      `{ a { ${many(150, (at) => `...f${at}`)} } } ${many(150, (at) => `fragment f${at} on A { b }`)}`,
    ],
    ['fields of one name, level by level', `{ ${many(15, () => `a { ${many(15, () => 'b { c d e }')} }`)} }`],
    ['fragments without a use', `{ a } fragment f on A { ${many(500, () => 'b')} }`],
  ])('%s: is refused before validation', (_what, text) => {
    expect(verdict(text, documentsWithin(within))).toBe(
      'COST_EXCEEDED: The document has more than 5000 overlapping fields.',
    )
  })

  test.each([
    [
      'the components of a page, each with the same fields',
      `{ a { ${many(25, (at) => `...f${at}`)} } } ${many(25, (at) => `fragment f${at} on A { id name b { id c${at} } }`)}`,
    ],
    [
      'a fragment that doubles its fields at each level',
      `{ a { ...f0 } } ${many(12, (at) => `fragment f${at} on A { b { ...f${at + 1} } b { ...f${at + 1} c } }`)} fragment f12 on A { c }`,
    ],
    ['a hundred aliases', `{ a { ${many(100, (at) => `x${at}: b { c d }`)} } }`],
    [
      'fragments that spread each other',
      '{ a { ...f } } fragment f on A { a { ...g } } fragment g on A { a { ...f } }',
    ],
    ['the introspection of every tool', getIntrospectionQuery()],
  ])('%s: is not', (_what, text) => {
    expect(verdict(text, documentsWithin(within))).toBeUndefined()
  })

  test('what passes takes validation no more than its share of comparisons', () => {
    const text = `{ a { ${many(70, () => 'b { c }')} } }`
    const { document } = documentsWithin(within).read(text)
    if (document === undefined) throw new Error('refused')
    expect(countComparisons(document, 1e9)).toBe(2 * ((70 * 69) / 2))
  })
})

test('what is remembered is bounded: the document used longest ago is read anew', () => {
  const few = documentsWithin({ ...limits, maxDocumentBytes: 65_536, maxTokens: 4000 })
  const long = (at: number) => `{ a } # ${at} ${'x'.repeat(60_000)}`
  for (let at = 0; at < 20; at += 1) few.read(long(at))
  expect([few.read(long(19)).isNew, few.read(long(0)).isNew]).toEqual([false, true])
})
