import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { type HolderWorld, holderWorld, newHolder } from './holder-world'
import { joining } from './joining'

const keyOf = (name: string): number => Number(idOf(name).split(':')[1])
const HOURS = 3_600_000
const NOT_FOUND = {
  productName: null,
  userErrors: [{ code: 'NOT_FOUND', reason: 'NOTHING_HERE', field: 'token' }],
}

eachDatabase((_name, open) => {
  let world: HolderWorld
  const TABLES = ['products', 'contacts', 'holder_changes', 'outbox_mails', 'audit_entries']
  const everything = () => Promise.all(TABLES.map((table) => world.rows(table)))
  const asked = async (product: string, name: string) => {
    const before = (await world.letters()).length
    await world.change('client-owner', product, { ...newHolder, name })
    expect(await world.letters()).toHaveLength(before + 1)
    return (await world.letters()).at(-1)?.token ?? ''
  }

  beforeAll(async () => {
    world = await holderWorld(await open())
    // Every product of the hotel stands in its name.
    const [contact, organisation] = ['contact/lakeside-hotel-ag', 'organisation/lakeside'].map(keyOf)
    await world.gateway.database.query('UPDATE products SET holder_id = ? WHERE organisation_id = ?', [
      contact,
      organisation,
    ])
  })
  beforeEach(() => world.moveTo(0))
  afterAll(() => world.gateway.close())

  test('the current holder is asked, by mail, and nothing changes before', async () => {
    const before = await world.holderOf('lakeside-mail')
    const answer = await world.change('client-owner', 'lakeside-mail')
    expect(answer.userErrors).toEqual([])
    expect(answer.holderAnswersUntil).toBe('2026-11-25T12:00:00.000Z')
    expect(answer.product.holder.name).not.toBe(newHolder.name)
    expect(await world.holderOf('lakeside-mail')).toBe(before)
    const letter = (await world.letters()).at(-1)
    expect(letter).toMatchObject({ to: answer.product.holder.email, locale: 'de' })
    expect(letter?.data).toMatchObject({ holder: answer.product.holder.name, newHolder: newHolder.name })
    const kept = JSON.stringify([await world.rows('holder_changes'), await world.rows('audit_entries')])
    expect(letter?.token).toMatch(/^[\w-]{43}$/)
    expect(kept).not.toContain(letter?.token)
    expect((await world.rows('contacts')).at(-1)).toMatchObject({
      address_country: 'CH',
      email: newHolder.email,
    })
  })

  test('the link shows the product, the own record and the new name, to who has it and nobody else', async () => {
    const token = await asked('lakeside-domain', 'Look AG')
    expect(await world.look(token)).toMatchObject({
      productName: expect.stringContaining('lakeside'),
      newHolderName: 'Look AG',
      expiresAt: '2026-11-25T12:00:00.000Z',
      holder: { name: expect.any(String), address: { street: expect.any(String) } },
    })
    for (const wrong of ['', token.slice(1), `${token}A`, token.toLowerCase()]) {
      expect(await world.look(wrong)).toBeNull()
      expect(await world.confirm(wrong)).toEqual(NOT_FOUND)
    }
  })

  test('confirmed once: the product stands in the new name, and the link is used up', async () => {
    const token = await asked('lakeside-domain', 'Confirmed AG')
    const answer = await world.confirm(token)
    expect(answer.userErrors).toEqual([])
    const holder = await world.holderOf('lakeside-domain')
    expect((await world.rows('contacts')).find(({ id }) => id === holder).name).toBe('Confirmed AG')
    expect((await world.rows('audit_entries')).at(-1)).toMatchObject({
      action: 'product holder change confirmed',
      user_id: null,
      organisation_id: keyOf('organisation/lakeside'),
    })
    const after = await everything()
    expect(await world.confirm(token)).toEqual(NOT_FOUND)
    expect(await world.refuse(token)).toEqual(NOT_FOUND)
    expect(await world.look(token)).toBeNull()
    expect(await everything()).toEqual(after)
  })

  test('refused: everything stays, and it cannot be confirmed any more', async () => {
    const before = await world.holderOf('lakeside-domain')
    const token = await asked('lakeside-domain', 'Refused AG')
    expect((await world.refuse(token)).productName).toContain('lakeside')
    expect(await world.confirm(token)).toEqual(NOT_FOUND)
    expect(await world.holderOf('lakeside-domain')).toBe(before)
  })

  test('a later request takes the place of the earlier one', async () => {
    const first = await asked('lakeside-domain', 'First AG')
    const second = await asked('lakeside-domain', 'Second AG')
    expect(await world.look(first)).toBeNull()
    expect(await world.confirm(first)).toEqual(NOT_FOUND)
    expect((await world.confirm(second)).userErrors).toEqual([])
  })

  test.each([
    ['just before two days', 48 * HOURS - 1, true],
    ['at two days', 48 * HOURS, false],
    ['later', 72 * HOURS, false],
  ])('%s', async (_when, after, works) => {
    const token = await asked('lakeside-domain', `Late ${after} AG`)
    world.moveTo(after)
    expect((await world.look(token)) !== null).toBe(works)
    expect((await world.confirm(token)).userErrors.length === 0).toBe(works)
  })

  test('a product given away or ended meanwhile: the link is void', async () => {
    await joining(world.gateway.database, 'nina-keller', { organisation: 'jura', role: 'OWNER' })
    const token = await asked('lakeside-newsletter', 'Away AG')
    const { userErrors } = await world.gateway.ask(
      'client-owner',
      'mutation ($input: TransferProductInput!) { transferProduct(input: $input) { userErrors { reason } } }',
      { productId: idOf('product/lakeside-newsletter'), organisationId: idOf('organisation/jura') },
    )
    expect(userErrors).toEqual([])
    expect(await world.confirm(token)).toEqual(NOT_FOUND)

    const other = await asked('lakeside-campaign-site', 'Ended AG')
    const key = keyOf('product/lakeside-campaign-site')
    await world.gateway.database.query(`UPDATE products SET status = 'ENDED' WHERE id = ?`, [key])
    expect(await world.confirm(other)).toEqual(NOT_FOUND)
    expect(await world.look(other)).toBeNull()
    const again = await world.change('client-owner', 'lakeside-campaign-site')
    expect(again.userErrors).toEqual([{ code: 'CONFLICT', reason: 'PRODUCT_ENDED', field: 'productId' }])
  })

  test('without a holder nobody is asked: at once', async () => {
    const key = keyOf('product/lakeside-drive')
    await world.gateway.database.query('UPDATE products SET holder_id = NULL WHERE id = ?', [key])
    const letters = (await world.letters()).length
    const answer = await world.change('client-owner', 'lakeside-drive')
    expect(answer).toMatchObject({
      holderAnswersUntil: null,
      userErrors: [],
      product: { holder: { name: newHolder.name } },
    })
    expect((await world.letters()).length).toBe(letters)
  })

  test('in the language the holder signs in with, else that of the owner', async () => {
    await world.change('partner-full-partner-pays', 'cordier-collectors-domain')
    expect((await world.letters()).at(-1)).toMatchObject({
      to: 'paolo.bernasconi@posta.example',
      locale: 'it',
    })
  })

  test.each([
    ['name', { name: ' ' }, 'EMPTY', 'holder.name'],
    ['name', { name: 'a'.repeat(201) }, 'TOO_LONG', 'holder.name'],
    ['name', { name: 'Two\nlines' }, 'NOT_ONE_LINE', 'holder.name'],
    ['name', { name: 'Turned \u202e round' }, 'NOT_ONE_LINE', 'holder.name'],
    ['email', { email: 'nobody' }, 'NOT_AN_EMAIL', 'holder.email'],
    ['email', { email: 'a@b.example, c@d.example' }, 'NOT_AN_EMAIL', 'holder.email'],
    ['email', { email: 'a@b.example\r\nBcc: c@d.example' }, 'NOT_ONE_LINE', 'holder.email'],
    ['phone', { phone: 'call me' }, 'NOT_A_PHONE_NUMBER', 'holder.phone'],
    [
      'country',
      { address: { ...newHolder.address, country: 'XX' } },
      'NO_SUCH_COUNTRY',
      'holder.address.country',
    ],
    ['street', { address: { ...newHolder.address, street: '' } }, 'EMPTY', 'holder.address.street'],
  ])('refused: a %s of %j', async (_what, wrong, reason, field) => {
    const before = await everything()
    const answer = await world.change('client-owner', 'lakeside-mail', { ...newHolder, ...wrong })
    expect(answer.userErrors).toEqual([{ code: 'BAD_USER_INPUT', reason, field }])
    expect(await everything()).toEqual(before)
  })

  test.each([
    ['a limited Partner', 'partner-limited', 'cordier-mail', 'NOT_FOUND'],
    ['a collaborator', 'client-collaborator', 'lakeside-website', 'FORBIDDEN'],
    ['a Partner’s collaborator', 'partner-collaborator-granted', 'lakeside-website', 'FORBIDDEN'],
    ['the holder, acting elsewhere', 'holder-not-member', 'cordier-collectors-domain', 'NOT_FOUND'],
    ['a stranger', 'stranger', 'lakeside-website', 'NOT_FOUND'],
    ['nobody', 'nobody', 'lakeside-website', 'UNAUTHENTICATED'],
  ])('refused: %s', async (_who, persona, product, code) => {
    const before = await everything()
    expect((await world.change(persona, product)).userErrors[0].code).toBe(code)
    expect(await everything()).toEqual(before)
  })

  test('the same request again sends one mail; the same holder again is refused', async () => {
    const holder = { ...newHolder, name: 'Once AG' }
    const first = await world.change('client-owner', 'lakeside-booking', holder, 'once')
    const letters = (await world.letters()).length
    expect(await world.change('client-owner', 'lakeside-booking', holder, 'once')).toEqual(first)
    expect((await world.letters()).length).toBe(letters)
    await world.confirm((await world.letters()).at(-1)?.token ?? '')
    expect((await world.change('client-owner', 'lakeside-booking', holder)).userErrors[0].reason).toBe(
      'UNCHANGED',
    )
  })
})
