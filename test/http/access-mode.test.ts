import { codes, post, startProbe } from './start-probe'

describe('how withheld cells are told', () => {
  test.each([
    ['the setting holds without a header', {}, 'report'],
    ['the header chooses for its request', { 'x-access': 'Reject' }, 'reject'],
    ['also back to the quiet mode', { 'x-access': 'redact' }, 'redact'],
  ])('%s', async (_name, headers, mode) => {
    const running = await startProbe({ environment: { ACCESS_MODE: 'report' } })
    await post(running.graphql, { query: '{ __typename }' }, headers)
    expect(running.engine.prepared.map((request) => request.accessMode)).toEqual([mode])
  })

  test('a mode that does not exist is refused', async () => {
    const running = await startProbe()
    const answer = await post(running.graphql, { query: '{ __typename }' }, { 'x-access': 'loud' })
    expect(codes(answer)).toEqual(['BAD_USER_INPUT'])
    expect(running.engine.prepared).toEqual([])
  })
})
