import { refuseDeepVariables } from '../../src/server/refuse-deep-variables'
import { codes, post, startProbe } from './start-probe'

function nested(levels: number): unknown {
  let value: unknown = 'leaf'
  for (let level = 0; level < levels; level += 1) value = { not: value }
  return value
}

describe('variables', () => {
  test('that no filter could need are refused with a code, before the operation is prepared', async () => {
    const running = await startProbe()
    const answer = await post(running.graphql, {
      query: '{ __typename }',
      variables: { filter: nested(9000) },
    })
    expect(codes(answer)).toEqual(['BAD_USER_INPUT'])
    expect(running.engine.prepared).toEqual([])
  })

  test('of an ordinary depth pass, lists count as levels', () => {
    expect(() => refuseDeepVariables({ filter: nested(99) })).not.toThrow()
    expect(() => refuseDeepVariables(undefined)).not.toThrow()
    expect(() => refuseDeepVariables({ filter: [[nested(99)]] })).toThrow('nested at most 100 deep')
  })
})
