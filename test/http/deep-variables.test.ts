import { refuseLargeVariables } from '../../src/http/apollo-servers'
import { codes, post, startProbe } from './start-probe'

/** WHY text: JSON reads what is nested so deep, but does not write it. */
function nested(levels: number): string {
  return `${'{"not":'.repeat(levels)}1${'}'.repeat(levels)}`
}

describe('variables', () => {
  test('that no filter could need are refused with a code, before the operation is prepared', async () => {
    const running = await startProbe()
    const answer = await post(running.graphql, `{"query":"{ __typename }","variables":${nested(9000)}}`)
    expect(codes(answer)).toEqual(['BAD_USER_INPUT'])
    expect(running.engine.prepared).toEqual([])
  })

  test('of an ordinary depth pass, lists count as levels', () => {
    expect(() => refuseLargeVariables(JSON.parse(nested(100)))).not.toThrow()
    expect(() => refuseLargeVariables(undefined)).not.toThrow()
    expect(() => refuseLargeVariables({ in: Array.from({ length: 1500 }, String) })).not.toThrow()
    expect(() => refuseLargeVariables({ or: Array.from({ length: 2000 }, () => ({})) })).toThrow(
      'at most 2000 values',
    )
    expect(() => refuseLargeVariables(JSON.parse(`[${nested(100)}]`))).toThrow(
      'nested at most 100 levels deep',
    )
  })
})
