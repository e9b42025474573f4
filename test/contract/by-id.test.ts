import { fillDemoWorld, idOf } from '../../schema/world/demo/demo-world'
import { actingAs } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { realEngine, type RealEngine } from '../support/real-engine'

const hidden = {
  organisation: 'organisation/birkenhof',
  user: 'user/urs',
  partnership: 'partnership/birkenhof-alpenrand',
}

const malformed = [
  '',
  ' ',
  'nonsense',
  'Organisation',
  'Organisation:',
  'Organisation:0',
  'Organisation:-1',
  'Organisation:1.5',
  'organisation:1',
  'Organisation:1 ',
  'Organisation:01',
  'Organisation:1e3',
  'Organisation:999999999999999999999',
  'User:1',
  "Organisation:1' OR 1=1",
  'Organisation:1\u0000',
  'Ünïcode:1',
]

/** Missing, malformed and forbidden: the same bytes by the same statement. */
eachDatabase((_, open) => {
  let engine: RealEngine

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    engine = realEngine(dataSource)
  })

  async function asked(text: string, id: string) {
    const as = await actingAs(engine.dataSource, 'client-owner')
    engine.statements.length = 0
    const answer = await engine.ask({ text, as, variables: { id } })
    return {
      answer: JSON.stringify(answer),
      statements: engine.statements.map((one) => one.replace(/\d+/g, 'n')),
    }
  }

  const organisation =
    'query ($id: ID!) { organisation(id: $id) { id name vatNumber memberships { totalCount nodes { id } } } }'
  const node = 'query ($id: ID!) { node(id: $id) { id ... on Organisation { name } } }'

  it('what exists and may be known is answered', async () => {
    const { answer } = await asked(organisation, idOf('organisation/lakeside'))
    expect(answer).toContain('Lakeside Hotel')
  })

  it.each([...malformed, idOf(hidden.organisation)])(
    'organisation(id: %j) is like one that does not exist',
    async (id) => {
      const missing = await asked(organisation, 'Organisation:987654')
      expect(await asked(organisation, id)).toEqual(missing)
      expect(missing.answer).toContain('{"data":{"organisation":null}')
      expect(missing.answer).not.toContain('errors')
      expect(missing.statements).toHaveLength(1)
    },
  )

  it.each([...malformed.filter((id) => id !== 'User:1'), idOf(hidden.organisation)])(
    'node(id: %j) is null, without an error',
    async (id) => {
      const missing = await asked(node, 'Organisation:987654')
      const { answer, statements } = await asked(node, id)
      expect(answer).toBe(missing.answer)
      expect(statements).toHaveLength(1)
    },
  )

  it('nodes keeps the order asked for, with null for what may not be known and twice what is asked twice', async () => {
    const mine = idOf('organisation/lakeside')
    const other = idOf(hidden.organisation)
    const as = await actingAs(engine.dataSource, 'client-owner')
    const ids = [other, mine, 'nonsense', mine, 'Partner:987654']
    const { data, errors } = await engine.ask({
      text: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }',
      as,
      variables: { ids },
    })
    const seen = { id: mine, __typename: 'Organisation' }
    expect(errors).toBeUndefined()
    expect(data.nodes).toEqual([null, seen, null, seen, null])
  })

  it('nodes takes at most a hundred', async () => {
    const as = await actingAs(engine.dataSource, 'client-owner')
    const ids = Array.from({ length: 101 }, (_one, index) => `Product:${index + 1}`)
    engine.statements.length = 0
    const { errors } = await engine.ask({
      text: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      as,
      variables: { ids },
    })
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT')
    expect(engine.statements).toEqual([])
  })
})
