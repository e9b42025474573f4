import { refuseDeepVariables } from '../../src/server/refuse-deep-variables'
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
    expect(() => refuseDeepVariables(JSON.parse(nested(100)))).not.toThrow()
    expect(() => refuseDeepVariables(undefined)).not.toThrow()
    expect(() => refuseDeepVariables(JSON.parse(`[${nested(100)}]`))).toThrow('nested at most 100 deep')
  })
})
