import { buildSchema } from 'graphql'
import { graphqlReader } from '../../src/testing/scenarios/graphql-reader'
import { questionTexts } from '../../src/testing/scenarios/question-texts'
import { type Ask, type Reply } from '../../src/testing/scenarios/run-scenarios'

const schema = buildSchema(`
  interface Node { id: ID! }
  type Access { readable: [String!]! can: [String!]! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Letter implements Node { id: ID! subject: String body: String access: Access! }
  type LetterConnection { nodes: [Letter!]! pageInfo: PageInfo! totalCount: Int! }
  type Query { nodes(ids: [ID!]!): [Node]! letters(first: Int, after: String): LetterConnection! }
`)
const letter = {
  id: 'Letter:1',
  access: { readable: ['id', 'subject'], can: ['send'] },
  subject: 'Hello',
  body: null,
}
const page = { nodes: [letter], totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null } }

function forbidden(...path: (string | number)[]) {
  return { path, code: 'FIELD_FORBIDDEN', message: 'may not be read here' }
}

const byId: Reply = { data: { nodes: [letter, null] }, errors: [forbidden('nodes', 0, 'body')] }
const listed: Reply = { data: { letters: page }, errors: [forbidden('letters', 'nodes', 0, 'body')] }

async function read(replies: { readonly byId: Reply; readonly listed: Reply }) {
  const ask: Ask = ({ document }) =>
    Promise.resolve(document.includes('nodes(ids') ? replies.byId : replies.listed)
  const reader = graphqlReader({
    name: 'planted',
    ask,
    texts: questionTexts(schema),
    // No part is asked for, so no table is read.
    facts: { database: { query: () => Promise.resolve([]) }, model: { types: new Map() } },
    subjects: [
      { type: 'Letter', rows: ['Letter:1', 'Letter:2'], fields: ['subject', 'body'], actions: ['send'] },
    ],
  })
  return reader.read('ann', 'Letter')
}

describe('a reader of GraphQL answers', () => {
  it('takes a cell for readable where no error stands at its path', async () => {
    const seen = await read({ byId, listed })
    expect([...seen]).toEqual([['Letter:1', { fields: new Set(['subject']), actions: new Set(['send']) }]])
  })

  it.each([
    [
      'a withheld cell has a value',
      { byId: { ...byId, data: { nodes: [{ ...letter, body: 'Secret' }] } }, listed },
      'nodes/0/body is withheld and has a value.',
    ],
    [
      'access names a field that does not answer',
      {
        byId: {
          data: { nodes: [{ ...letter, subject: null }] },
          errors: [...byId.errors, forbidden('nodes', 0, 'subject')],
        },
        listed,
      },
      'access of Letter:1 names subject, yet',
    ],
    [
      'the list leaves a row out',
      { byId, listed: { data: { letters: { ...page, nodes: [], totalCount: 0 } }, errors: [] } },
      'answer differently',
    ],
    [
      'the list counts what it hides',
      { byId, listed: { ...listed, data: { letters: { ...page, totalCount: 2 } } } },
      'letters lists 1 rows and counts 2.',
    ],
    [
      'there is any other error',
      { byId: { ...byId, errors: [{ path: [], code: 'INTERNAL', message: 'Oh' }] }, listed },
      'ann got no answer: Oh',
    ],
  ])('refuses an answer where %s', async (_what, replies, message) => {
    await expect(read(replies)).rejects.toThrow(message)
  })
})
