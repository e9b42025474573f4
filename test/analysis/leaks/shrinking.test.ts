import { buildSchema, parse, validate } from 'graphql'
import { readOperations } from '../../../src/analysis/ask-everything'
import { whereTextsDiffer } from '../../../src/analysis/leaks/compare-answers'
import { shrinkChanges } from '../../../src/analysis/leaks/find-leaks'
import { speaksOf } from '../../../src/analysis/leaks/scan-target'
import { shrinkOperation } from '../../../src/analysis/leaks/shrink-operation'
import { type WorldChange } from '../../../src/analysis/leaks/world-change'

const changes = Array.from({ length: 300 }, (_, id): WorldChange => ({
  kind: 'cell',
  table: 't',
  id,
  column: 'c',
  from: 0,
  to: 1,
}))

describe('shrinking changes', () => {
  it.each([[[17]], [[0]], [[299]], [[3, 250]], [[10, 11, 12]]])('finds exactly %j', async (guilty) => {
    let tries = 0
    const kept = await shrinkChanges(changes, (some) => {
      tries += 1
      return Promise.resolve(guilty.every((id) => some.some((one) => one.id === id)))
    })
    expect(kept.map((one) => one.id)).toEqual(guilty)
    expect(tries).toBeLessThanOrEqual(150)
  })

  it('keeps everything where everything is needed', async () => {
    const few = changes.slice(0, 4)
    expect(await shrinkChanges(few, (some) => Promise.resolve(some.length === 4))).toEqual(few)
  })
})

const schema = buildSchema(`
  type Query { invoices(first: Int, filter: F): C!, products: P! }
  input F { net: Int, and: [F!], number: String }
  type C { totalCount: Int nodes: [Invoice!]! } type P { nodes: [Product!]! }
  type Invoice { id: ID net: Int product: Product } type Product { id: ID name: String }
`)

describe('shrinking operations', () => {
  it('leaves out everything that is not needed, variables and fragments too, and stays valid', async () => {
    const text = `query Q($n: Int, $first: Int) {
      a: products { nodes { ...All } }
      invoices(first: $first, filter: { net: $n, number: "x" }) { totalCount nodes { id net product { name } } }
    }
    fragment All on Product { id name }`
    const small = await shrinkOperation(text, (one) =>
      Promise.resolve(one.includes('net: $n') && one.includes('totalCount')),
    )
    expect(small.replace(/\s+/g, ' ')).toBe('query Q($n: Int) { invoices(filter: {net: $n}) { totalCount } }')
    expect(validate(schema, parse(small))).toEqual([])
  })
})

describe('aiming', () => {
  it('knows whether an operation reads something of a type', () => {
    expect(speaksOf(schema, '{ invoices { nodes { product { name } } } }', 'Product')).toBe(true)
    expect(speaksOf(schema, '{ invoices { nodes { id } } }', 'Product')).toBe(false)
  })

  it('reads the queries of a file, each with the fragments it spreads and the variables it declares', () => {
    const text = `query A($n: Int) { invoices(first: $n) { ...C } } query B { products { nodes { id } } }
      mutation M { x } fragment C on C { totalCount }`
    const read = readOperations(text, '{ "n": 3, "other": 1 }')
    expect(read.map(({ name, variables }) => ({ name, variables }))).toEqual([
      { name: 'A', variables: { n: 3 } },
      { name: 'B', variables: {} },
    ])
    expect(read[0]?.text).toContain('fragment C')
    expect(read[1]?.text).not.toContain('fragment')
  })

  it.each([
    ['mutation M { x }', '{}', 'This file holds no query.'],
    [
      '{ a',
      '{}',
      'This is not a GraphQL document: Syntax Error: Expected Name, found <EOF>. (line 1, column 4)',
    ],
    ['{ a }', '[1]', 'The variables must be a JSON object: `{ "id": "Invoice:17" }`.'],
  ])('says what is wrong with %j', (text, variables, sentence) => {
    expect(() => readOperations(text, variables)).toThrow(sentence)
  })
})

it('shows where two answers part, in bytes', () => {
  expect(whereTextsDiffer('{"name":"Zürich"}', '{"name":"Zürich AG"}')).toEqual({
    at: 16,
    before: '{"name":"Zürich"}',
    after: '{"name":"Zürich AG"}',
  })
  expect(whereTextsDiffer('same', 'same')).toBeUndefined()
})
