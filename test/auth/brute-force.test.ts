import type { DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { attempt, demoWorldOn, persona, startOn } from './session-world'
import { codes, post } from '../http/start-probe'

let database: DataSource
beforeAll(async () => {
  database = await demoWorldOn(() => openDatabaseAt('sqlite::memory:'))
})
afterAll(() => database.destroy())

const start = (environment: Record<string, string>) => startOn(database, { environment })

test('a place is slowed after a few wrong passwords, with the right one too, and for seconds only', async () => {
  const world = await start({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '3' })
  const { email, password } = persona('client-owner')
  for (let i = 0; i < 3; i += 1) {
    expect((await attempt(world, { email, password: `guess ${i}` })).body.data.signIn.sessionToken).toBeNull()
  }
  const fourth = await attempt(world, { email, password })
  expect([fourth.status, codes(fourth)]).toEqual([429, ['RATE_LIMITED']])
  expect(Number(fourth.headers.get('retry-after'))).toBeLessThanOrEqual(15)
  expect(fourth.text).not.toContain(email)

  const neighbour = persona('client-administrator')
  const other = await attempt(world, { email: neighbour.email, password: neighbour.password })
  expect(other.body.data.signIn.sessionToken).toMatch(/./)
})

test('an account that does not exist is slowed just the same', async () => {
  const world = await start({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '2' })
  const known = persona('client-owner').email
  const answers = async (email: string): Promise<string[]> => {
    const texts: string[] = []
    for (let i = 0; i < 3; i += 1) texts.push((await attempt(world, { email, password: 'wrong' })).text)
    return texts
  }
  expect(await answers('nobody@nowhere.example')).toEqual(await answers(known))
})

test('the case of an address does not open a second account to guess at', async () => {
  const world = await start({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '2' })
  const { email } = persona('client-owner')
  await attempt(world, { email, password: 'a' })
  await attempt(world, { email: email.toUpperCase(), password: 'b' })
  expect(codes(await attempt(world, { email: ` ${email}`, password: 'c' }))).toEqual(['RATE_LIMITED'])
})

test('guesses sent at once, or as aliases of one operation, are counted one by one', async () => {
  const { email, password } = persona('client-owner')
  const together = await start({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '3' })
  const burst = await Promise.all(
    Array.from({ length: 8 }, () => attempt(together, { email, password: 'x' })),
  )
  expect(burst.filter((answer) => codes(answer).includes('RATE_LIMITED'))).toHaveLength(5)

  const aliased = await start({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '3' })
  const guesses = ['a', 'b', 'c', password].map(
    (guess, i) => `g${i}: signIn(input: { email: "${email}", password: "${guess}" }) { sessionToken }`,
  )
  const answer = await post(aliased.graphql, { query: `mutation { ${guesses.join('\n')} }` })
  expect([answer.status, codes(answer)]).toEqual([429, ['RATE_LIMITED']])
  expect(answer.body.data).toBeNull()
})

test('one address cannot try one password on every account', async () => {
  const world = await start({ SIGN_IN_ATTEMPTS_PER_ADDRESS: '3' })
  for (let i = 0; i < 3; i += 1)
    await attempt(world, { email: `user${i}@nowhere.example`, password: 'spring' })
  const { email, password } = persona('client-owner')
  expect(codes(await attempt(world, { email, password }))).toEqual(['RATE_LIMITED'])
})

test('a made-up X-Forwarded-For does not make another address', async () => {
  const world = await start({ SIGN_IN_ATTEMPTS_PER_ADDRESS: '1' })
  await attempt(world, { email: 'a@nowhere.example', password: 'x' }, { 'x-forwarded-for': '10.0.0.1' })
  const second = await attempt(
    world,
    { email: 'b@nowhere.example', password: 'x' },
    { 'x-forwarded-for': '10.0.0.2' },
  )
  expect(codes(second)).toEqual(['RATE_LIMITED'])
})

test('signing in rightly costs nothing of the budget', async () => {
  const world = await start({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '2', SIGN_IN_ATTEMPTS_PER_ADDRESS: '2' })
  const { email, password } = persona('client-owner')
  for (let i = 0; i < 4; i += 1) {
    expect((await attempt(world, { email, password })).body.data.signIn.sessionToken).toMatch(/./)
  }
})

test('the log knows of it all, and holds neither password nor token', async () => {
  const world = await start({ LOG_LEVEL: 'trace' })
  const { email, password } = persona('client-owner')
  const answer = await attempt(world, { email, password })
  await attempt(world, { email, password: 'hunter2' })
  await post(world.graphql, { query: '{ viewer { role } }' }, { authorization: 'Bearer hunter3' })
  await post(world.graphql, { query: '{ broken(how: "error") }' }, { cookie: 'mandate_session=hunter4' })
  expect(world.logText()).not.toMatch(
    new RegExp(`${password}|hunter|${answer.body.data.signIn.sessionToken}`),
  )
  expect(world.logText()).toContain('unexpected error')
})
