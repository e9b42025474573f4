import { personas } from '../../schema/world/demo/personas'
import { type AccountWorld, accountWorldOn, documents } from '../accounts/account-world'
import { eachDatabase } from '../support/databases'

const LIMIT = 5

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open(), {
      SIGN_IN_ATTEMPTS_PER_ADDRESS: String(LIMIT),
      ACCOUNT_MAILS_PER_ADDRESS: String(LIMIT),
    })
  })
  afterAll(() => world.close())

  it('a list of stolen passwords is tried on a few accounts only, whoever they belong to', async () => {
    const emails = [...new Set(personas.map((one) => one.email))].slice(0, 3 * LIMIT)
    const answers = []
    for (const email of emails)
      answers.push(JSON.stringify(await world.signIn({ email, password: 'leaked-2019' })))
    expect(answers.filter((answer) => !answer.includes('RATE_LIMITED'))).toHaveLength(LIMIT)
  })

  const [own] = personas
  const right = { email: own?.email ?? '', password: own?.password ?? '' }

  it('once the limit is spent, not even who knows a password gets in from there', async () => {
    expect(JSON.stringify(await world.signIn(right))).toContain('RATE_LIMITED')
  })

  it('signing in to an account of one’s own in between does not give the failures back', async () => {
    const fresh = await accountWorldOn(await open(), { SIGN_IN_ATTEMPTS_PER_ADDRESS: String(LIMIT) })
    try {
      const looked: boolean[] = []
      for (let one = 0; one < 2 * LIMIT; one += 1) {
        const guess = await fresh.signIn({ email: `${one}@elsewhere.example`, password: 'leaked-2019' })
        looked.push(!JSON.stringify(guess).includes('RATE_LIMITED'))
        if (one === LIMIT - 2) expect((await fresh.signIn(right)).userErrors).toEqual([])
      }
      expect(looked).toEqual(Array.from({ length: 2 * LIMIT }, (_none, one) => one < LIMIT))
    } finally {
      await fresh.close()
    }
  })

  it('nor are mails sent to many addresses', async () => {
    const answers = []
    for (let one = 0; one < 2 * LIMIT; one += 1) {
      const email = `one-of-many-${one}@elsewhere.example`
      answers.push(JSON.stringify(await world.call(documents.request, { email })))
    }
    expect(answers.filter((answer) => answer.includes('"accepted":true'))).toHaveLength(LIMIT)
  })
})
