import fc from 'fast-check'
import { idOf } from '../../schema/world/demo/demo-world'
import { demoPassword } from '../../schema/world/demo-password'
import { seed } from '../agreement/seed'
import { eachDatabase } from '../support/databases'
import { keyOf } from '../ordering/ordering-world'
import { type GuideWorld, guideWorld, product } from './guide-world'

const CLIENT = 'client-owner-partner-pays'
const PARTNER = 'partner-full-partner-pays'
const OWNER = 'claire@cordier-horlogerie.example'

const holder = (name: string) => ({
  name,
  kind: 'COMPANY',
  email: 'domaines@ailleurs.example',
  address: { street: 'Quai 1', postalCode: '1800', city: 'Vevey', country: 'CH' },
})

eachDatabase((name, open) => {
  let world: GuideWorld
  let ordered: string
  beforeAll(async () => {
    world = await guideWorld(await open())
    const { order } = await world.place(PARTNER, 'cordier', [
      { category: 'DOMAIN', name: 'neu-cordier.example' },
    ])
    ordered = await world.productOf(order.id)
  })
  beforeEach(() => world.turnTo('2026-11-23'))
  afterAll(() => world.close())

  const ask = (persona: string, id: string, called: string) =>
    world.mutate(persona, 'changeHolder', { productId: id, holder: holder(called) }, 'holderAnswersUntil')
  const withdraw = (persona: string, id: string) =>
    world.mutate(persona, 'withdrawHolderChange', { productId: id })
  const answer = (how: 'confirm' | 'refuse', token: string) =>
    world.ask(
      'nobody',
      `mutation ($input: HolderChangeLinkInput!) { ${how}HolderChange(input: $input) { productName userErrors { code reason } } }`,
      { token },
    )
  const look = async (token: string) => {
    const query =
      'query ($token: String!) { holderChange(token: $token) { productName newHolderName askedBy askedFor holder { name } } }'
    return (await world.post({ query, variables: { token } })).body.data.holderChange
  }
  const holderOf = async (id: string): Promise<number | null> =>
    (await world.rows('products')).find((row) => row.id === keyOf(id)).holder_id
  const lastLetter = async () => {
    const letter = (await world.lettersSince(0))
      .filter(({ template }) => template.startsWith('holder-change'))
      .at(-1)
    return { ...letter, token: new URL(letter?.data['link'] ?? 'x:').hash.replace('#token=', '') }
  }
  const seen = async (persona: string, id: string) =>
    (
      await world.query(
        persona,
        `{ product(id: "${id}") { holder { name } holderChanges { newHolderName state answerer requestedIn { name } } } }`,
      )
    ).product

  test('A product stands in the client’s name, whoever orders or pays.', async () => {
    expect((await seen(CLIENT, ordered)).holder).toEqual({ name: 'Cordier Horlogerie SA' })
    const check = await world.query(
      CLIENT,
      `{ product(id: "${ordered}") { rightsCheck { holder { name } } } }`,
    )
    expect(check.product.rightsCheck.holder.name).toBe('Cordier Horlogerie SA')
    // Of several orders it is the same record.
    const { order } = await world.place(CLIENT, 'cordier', [{ category: 'MAIL' }])
    expect(await holderOf(await world.productOf(order.id))).toBe(await holderOf(ordered))
  })

  test('A Partner makes itself holder of nothing: the client’s owner is asked, and the link names the Partner that asked and its client.', async () => {
    const before = await holderOf(ordered)
    const { userErrors, holderAnswersUntil } = await ask(PARTNER, ordered, 'Onde Bleue Sàrl')
    expect(userErrors).toEqual([])
    expect(holderAnswersUntil).toBe('2026-11-25T12:00:00.000Z')
    expect(await holderOf(ordered)).toBe(before)
    const letter = await lastLetter()
    expect(letter).toMatchObject({
      to: OWNER,
      template: 'holder-change-by-owner',
      data: { asker: 'Onde Bleue', client: 'Cordier Horlogerie', newHolder: 'Onde Bleue Sàrl' },
    })
    expect(await look(letter.token)).toEqual({
      productName: 'neu-cordier.example',
      newHolderName: 'Onde Bleue Sàrl',
      askedBy: 'Onde Bleue',
      askedFor: 'Cordier Horlogerie',
      holder: null,
    })
  })

  test('Both sides see the change that waits, and who asked for it.', async () => {
    const waiting = {
      newHolderName: 'Onde Bleue Sàrl',
      state: 'WAITING',
      answerer: 'OWNER',
      requestedIn: { name: 'Onde Bleue' },
    }
    for (const persona of [CLIENT, PARTNER]) {
      expect((await seen(persona, ordered)).holderChanges).toEqual([waiting])
    }
    expect(await seen('stranger', ordered)).toBeNull()
  })

  test('Both sides learn the answer.', async () => {
    const before = await world.letterCount()
    expect((await answer('refuse', (await lastLetter()).token)).userErrors).toEqual([])
    const told = (await world.lettersSince(before)).map(({ to, template, data }) => [
      to,
      template,
      data['answer'],
    ])
    expect(told).toContainEqual([OWNER, 'holder-change-answered', 'ANSWER_REFUSED'])
    expect(told).toContainEqual(['elodie@ondebleue.example', 'holder-change-answered', 'ANSWER_REFUSED'])
    expect((await seen(PARTNER, ordered)).holderChanges).toMatchObject([{ state: 'REFUSED' }])
  })

  test.each([CLIENT, PARTNER])(
    'It can be withdrawn by either side, here %s; the link opens nothing any more.',
    async (by) => {
      await ask(PARTNER, ordered, 'Onde Bleue Sàrl')
      const { token } = await lastLetter()
      expect((await withdraw(by, ordered)).userErrors).toEqual([])
      expect(await look(token)).toBeNull()
      expect((await answer('confirm', token)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
      expect((await withdraw(by, ordered)).userErrors).toMatchObject([{ reason: 'NO_HOLDER_CHANGE' }])
    },
  )

  test('Where the owner confirms, the product stands in the new name; after two days the link is void.', async () => {
    await ask(PARTNER, ordered, 'Zu spät AG')
    const late = await lastLetter()
    world.turnTo('2026-11-25T12:00:00.000Z')
    expect((await answer('confirm', late.token)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    world.turnTo('2026-11-23')
    await ask(PARTNER, ordered, 'Rechtzeitig AG')
    expect((await answer('confirm', (await lastLetter()).token)).userErrors).toEqual([])
    expect((await seen(CLIENT, ordered)).holder).toEqual({ name: 'Rechtzeitig AG' })
  })

  test('Somebody outside who holds it is asked, and not the owner.', async () => {
    await ask(PARTNER, product('cordier-collectors-domain'), 'Onde Bleue Sàrl')
    expect(await lastLetter()).toMatchObject({
      to: 'paolo.bernasconi@posta.example',
      template: 'holder-change',
      data: { asker: 'Onde Bleue', client: 'Cordier Horlogerie' },
    })
  })

  test('The owner’s own word counts at once for what stands in the client’s own name; an administrator asks the owner.', async () => {
    const place = async () =>
      world.productOf((await world.place('client-owner', 'lakeside', [{ category: 'MAIL' }])).order.id)
    const own = await place()
    expect(await ask('client-owner', own, 'Sofort AG')).toMatchObject({
      userErrors: [],
      holderAnswersUntil: null,
    })
    expect((await seen('client-owner', own)).holder).toEqual({ name: 'Sofort AG' })
    const other = await place()
    const before = await holderOf(other)
    expect((await ask('client-administrator', other, 'Später AG')).holderAnswersUntil).not.toBeNull()
    expect(await holderOf(other)).toBe(before)
    expect(await lastLetter()).toMatchObject({ to: 'nina.keller@lakeside-hotel.example' })
  })

  test('INVARIANT: no holder changes without the word of the holder or of the owner, whatever happens in whatever order', async () => {
    const { order } = await world.place(CLIENT, 'cordier', [{ category: 'MAIL' }])
    const id = await world.productOf(order.id)
    const tokens: string[] = []
    let round = 0
    const step = fc.constantFrom('partner', 'owner', 'confirm', 'refuse', 'withdraw', 'later', 'old link')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        for (const each of steps) {
          const before = await holderOf(id)
          const contacts = await world.rows('contacts')
          const own = contacts.find((row) => row.id === before).organisation_id !== null
          const letters = await world.letterCount()
          let word = false
          round += 1
          if (each === 'partner') await ask(PARTNER, id, `Partner ${round}`)
          if (each === 'owner') {
            await ask(CLIENT, id, `Owner ${round}`)
            word = own
          }
          if (each === 'withdraw') await withdraw(PARTNER, id)
          if (each === 'later')
            world.turnTo(`2026-11-${String(23 + Math.min(6, round % 7)).padStart(2, '0')}`)
          const token = each === 'old link' ? (tokens[0] ?? 'none') : (tokens.at(-1) ?? 'none')
          if (each === 'confirm') word = (await answer('confirm', token)).userErrors.length === 0
          if (each === 'refuse') await answer('refuse', token)
          if (each === 'old link' && tokens.length > 1) await answer('confirm', token)
          for (const letter of await world.lettersSince(letters)) {
            const link = letter.data['link']
            if (link !== undefined) tokens.push(new URL(link).hash.replace('#token=', ''))
          }
          if (!word) expect([each, await holderOf(id)]).toEqual([each, before])
        }
      }),
      { numRuns: name === 'SQLite' ? 8 : 4, seed },
    )
    expect(tokens.length).toBeGreaterThan(3)
  }, 120_000)

  test('What a Partner asked for is void once it has lost its mandate.', async () => {
    await ask(PARTNER, ordered, 'Verspätet AG')
    await ask(PARTNER, product('cordier-mail'), 'Verspätet AG')
    const { token } = await lastLetter()
    const ended = await world.mutate(CLIENT, 'endPartnership', {
      partnershipId: idOf('partnership/cordier-ondebleue'),
      password: demoPassword,
    })
    expect(ended.userErrors).toEqual([])
    expect(await look(token)).toBeNull()
    expect((await answer('confirm', token)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await seen(PARTNER, ordered)).toBeNull()
  })
})
