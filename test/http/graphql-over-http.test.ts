import { serverAudits } from 'graphql-http'
import { startProbe, type Running } from './start-probe'

let running: Running
beforeAll(async () => {
  running = await startProbe()
})

/** WHY the header: without it a GET is refused, because a foreign page could have sent it. */
const fetchFn = (url: string, options: RequestInit = {}) =>
  fetch(url, { ...options, headers: { ...(options.headers as object), 'apollo-require-preflight': '1' } })

const audits = serverAudits({ url: () => running.graphql, fetchFn })

/** The public audit suite of GraphQL over HTTP: all of it, what is optional and recommended included. */
test.each(audits.map((audit) => ({ ...audit, name: `${audit.id} ${audit.name}` })))(
  '$name',
  async ({ fn }) => {
    const result = await fn()
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok')
  },
)

test('the suite is the one that was read: sixty-one audits', () => {
  expect(audits).toHaveLength(61)
})
