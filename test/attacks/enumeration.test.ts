/** @jest-environment ./test/runner/fresh-modules.cjs */
import type * as argon2 from '@node-rs/argon2'
import { eachDatabase } from '../support/databases'
import { type AccountWorld, accountWorldOn, documents, GOOD } from '../accounts/account-world'
import { oftenQuicker, type Trace, traceOf, withoutTime } from './alike'

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof argon2>('@node-rs/argon2')
  const work = { computed: 0 }
  const counting =
    <Args extends unknown[], Answer>(compute: (...args: Args) => Answer) =>
    (...args: Args): Answer => {
      work.computed += 1
      return compute(...args)
    }
  return { ...real, hash: counting(real.hash), verify: counting(real.verify), work }
})

/** How many slow hashes were computed so far. */
const hashes = (): number =>
  jest.requireMock<{ work: { readonly computed: number } }>('@node-rs/argon2').work.computed

const KNOWN = 'known@new.example'

/** What anybody may ask about any address, by what is asked. */
const questions: Readonly<Record<string, (email: string) => object>> = {
  'signing in': (email) => ({
    query: documents.signIn,
    variables: { input: { email, password: 'not the password of it' } },
  }),
  'signing in with a code': (email) => ({
    query: documents.signIn,
    variables: { input: { email, password: 'not the password of it', code: '123456' } },
  }),
  'signing up': (email) => ({
    query: documents.signUp,
    variables: { input: { email, password: GOOD, name: 'Me', locale: 'en', termsAccepted: true } },
  }),
  'a lost password': (email) => ({ query: documents.request, variables: { input: { email } } }),
}

eachDatabase((_name, open) => {
  let world: AccountWorld
  let number = 0
  beforeAll(async () => {
    world = await accountWorldOn(await open())
    await world.newAccount(KNOWN)
    // The hash that unknown accounts are compared with is made once, at the first need.
    await world.signIn({ email: 'warm@up.example', password: 'x' })
  })
  afterAll(() => world.close())

  const unknown = (): string => `unknown-${(number += 1)}@new.example`
  const trace = (question: (email: string) => object, email: string): Promise<Trace> =>
    traceOf({ database: world.database, url: world.url, hashes }, question(email))

  describe.each(Object.entries(questions))('%s', (_what, question) => {
    it('answers, asks the database and computes the same for an address with and without an account', async () => {
      const [known, nobody] = [await trace(question, KNOWN), await trace(question, unknown())]
      expect(known.status).toBe(200)
      expect(known.statements.length).toBeGreaterThan(0)
      expect(withoutTime(nobody)).toEqual(withoutTime(known))
    })

    it('is the same for an address that is signing up and has not confirmed', async () => {
      const waiting = unknown()
      await world.call(documents.signUp, {
        ...{ email: waiting, password: GOOD, name: 'Me', locale: 'en', termsAccepted: true },
      })
      expect(withoutTime(await trace(question, waiting))).toEqual(withoutTime(await trace(question, KNOWN)))
    })

    it('takes the same time, as far as a clock can tell', async () => {
      const times: { known: number[]; nobody: number[] } = { known: [], nobody: [] }
      for (let round = 0; round < 24; round += 1) {
        // In turn, each as often first: what slows one down slows the other down.
        const [first, second] =
          round % 2 === 0 ? ([KNOWN, unknown()] as const) : ([unknown(), KNOWN] as const)
        for (const email of [first, second]) {
          const { milliseconds } = await trace(question, email)
          times[email === KNOWN ? 'known' : 'nobody'].push(milliseconds)
        }
      }
      const share = oftenQuicker(times.known, times.nobody)
      expect(share).toBeGreaterThan(0.12)
      expect(share).toBeLessThan(0.88)
    })
  })

  it('writes as many mails and audit entries for one as for the other', async () => {
    const count = async (table: string): Promise<number> => {
      const [row] = await world.database.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${table}`)
      return Number(row?.n)
    }
    const grown = async (email: string): Promise<readonly number[]> => {
      const tables = ['outbox_mails', 'audit_entries', 'sign_ups', 'password_resets', 'users', 'sessions']
      const before = await Promise.all(tables.map(count))
      for (const question of Object.values(questions)) await trace(question, email)
      const after = await Promise.all(tables.map(count))
      return after.map((one, index) => one - (before[index] ?? 0))
    }
    expect(await grown(KNOWN)).toEqual([2, 2, 1, 1, 0, 0])
    expect(await grown(unknown())).toEqual([2, 2, 1, 1, 0, 0])
  })

  it('spends the limits the same: who is unknown is refused as soon as who is known', async () => {
    const strict = await accountWorldOn(await open(), {
      SIGN_IN_ATTEMPTS_PER_ACCOUNT: '3',
      ACCOUNT_MAILS_PER_ACCOUNT: '3',
    })
    try {
      const refusedAt = async (question: (email: string) => object, email: string): Promise<number> => {
        for (let attempt = 1; attempt < 10; attempt += 1) {
          if ((await strict.post(question(email))).text.includes('RATE_LIMITED')) return attempt
        }
        return 0
      }
      const known = 'nina.keller@lakeside-hotel.example'
      for (const what of ['signing in', 'signing up']) {
        const question = questions[what] ?? (() => ({}))
        expect([await refusedAt(question, known), await refusedAt(question, unknown())]).toEqual([4, 4])
      }
    } finally {
      await strict.close()
    }
  })
})
