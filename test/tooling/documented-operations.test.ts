import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'

const root = resolve(__dirname, '../..')
const schema = buildSchema(readFileSync(join(root, 'schema/schema.graphql'), 'utf8'))
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
]
const operations = pages.flatMap((page) => operationsOf(page).map((operation) => ({ page, operation })))

describe('the operations of the documentation', () => {
  it('are found', () => {
    expect(operations.map(({ page }) => page)).toEqual(
      expect.arrayContaining(['README.md', 'docs/front-end/README.md']),
    )
  })

  it.each(operations)('fit the schema: $page', ({ operation }) => {
    expect(validate(schema, parse(operation)).map(({ message }) => message)).toEqual([])
  })
})

/** GraphQL blocks, and the documents that shell examples send as JSON. */
function operationsOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8')
  const blocks = [...text.matchAll(/```graphql\n([^]*?)```/g)].map(([, block]) => block ?? '')
  const sent = [...text.matchAll(/--data '(\{[^]*?\})'/g)].map(
    ([, body]) => JSON.parse(body ?? '') as { query: string },
  )
  return [...blocks, ...sent.map(({ query }) => query)]
}
