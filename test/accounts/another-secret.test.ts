import { oneTimeCode } from '../../src/platform/crypto/one-time-codes'
import { eachDatabase } from '../support/databases'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'
import { type AccountWorld, accountWorldOn, documents, GOOD, type Headers } from './account-world'

/** What `docs/operations` says of an installation whose secret was changed. */
eachDatabase((_name, open) => {
  let world: AccountWorld
  let other: RunningGateway
  beforeAll(async () => {
    world = await accountWorldOn(await open())
    other = await gatewayOn(world.database, { MANDATE_SECRET: 'x'.repeat(64) }, world.clock)
  })
  afterAll(async () => {
    await other.close()
    await world.close()
  })

  const there = async (query: string, input: object, headers: Headers = {}) => {
    const { body } = await other.post({ query, variables: { input } }, headers)
    return Object.values(body.data)[0]
  }

  test('sessions go on; codes of an authenticator are wrong, recovery codes are right and turn it off', async () => {
    const account = await world.newAccount('moved@new.example')
    const first = await world.headersFor(account)
    const { secret } = await world.call(documents.begin, { password: GOOD }, first)
    const code = oneTimeCode(secret, world.clock.at)
    const { sessionToken, recoveryCodes } = await world.call(documents.confirmCode, { code }, first)
    const session = { authorization: `Bearer ${sessionToken}` }
    expect(await there(documents.viewer, {}, session)).toMatchObject({ user: { twoFactor: true } })

    world.clock.at = new Date(world.clock.at.getTime() + 60_000)
    const next = oneTimeCode(secret, world.clock.at)
    expect(await there(documents.signIn, { ...account, code: next })).toMatchObject({
      sessionToken: null,
      userErrors: [{ field: 'code' }],
    })
    expect((await world.signIn(account, next)).userErrors).toEqual([])

    expect(await there(documents.signIn, { ...account, code: recoveryCodes[0] })).toMatchObject({
      sessionToken: expect.any(String),
      userErrors: [],
    })
    expect(await there(documents.disable, { password: GOOD, code: recoveryCodes[1] }, session)).toMatchObject(
      { userErrors: [] },
    )
    expect(await there(documents.signIn, account)).toMatchObject({ userErrors: [] })
  })
})
