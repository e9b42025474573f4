import { GatewayError } from '../../src/server/gateway-error'
import { documentLimits } from '../../src/server/document-limits'

const limits = {
  maxDocumentBytes: 2000,
  maxTokens: 200,
  maxDepth: 4,
  maxAliases: 10,
  maxRootFields: 5,
  maxDirectives: 6,
}
const refuse = documentLimits(limits)

/** What is said of a document: undefined where it passes. */
function verdict(document: string): string | undefined {
  try {
    refuse(document)
    return undefined
  } catch (error) {
    if (error instanceof GatewayError) return `${error.code}: ${error.message}`
    throw error
  }
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
  const roomy = documentLimits({ ...limits, maxDocumentBytes: 1e6, maxTokens: 1e5, maxDepth: 100 })
  const before = performance.now()
  expect(() => roomy(bomb(40))).toThrow('more than 10 aliases')
  expect(performance.now() - before).toBeLessThan(200)
})

test('a document that passed once is not measured again, and one that did not stays refused', () => {
  expect(verdict('{ a }')).toBeUndefined()
  expect(verdict('{ a }')).toBeUndefined()
  expect(verdict(nested(5))).toBeDefined()
  expect(verdict(nested(5))).toBeDefined()
})
