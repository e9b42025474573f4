import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { refused, type DetailsWorld, detailsWorld } from './details-world'

const zug = { street: 'Seestrasse 15', postalCode: '6300', city: 'Zug', country: 'CH' }
const lyon = { street: 'Quai Romain 3', postalCode: '69005', city: 'Lyon', country: 'FR' }
const billing = (label: string, isDefault: boolean, id?: string) => ({
  ...(id === undefined ? {} : { id }),
  ...{ label, recipient: 'Buchhaltung', address: zug, isDefault },
})

eachDatabase((_name, open) => {
  let world: DetailsWorld
  beforeAll(async () => {
    world = await detailsWorld(await open())
  })
  afterAll(() => world.gateway.close())

  const owner = (changes: object) => world.update('client-owner', 'lakeside', changes)
  const addresses = async () =>
    (await world.rows('billing_addresses')).filter((row) => row.organisation_id === 1).map((row) => row.label)

  test('what is left out stays; what is given changes; the names of it are audited, not the values', async () => {
    const before = (await world.rows('organisations')).find(({ id }) => id === 1)
    const answer = await owner({ name: ' Hotel am See ', phone: null, postalAddress: zug })
    expect(answer.userErrors).toEqual([])
    expect(answer.organisation).toMatchObject({
      name: 'Hotel am See',
      phone: null,
      postalAddress: zug,
      currency: 'CHF',
    })
    const after = (await world.rows('organisations')).find(({ id }) => id === 1)
    expect(after).toEqual({
      ...before,
      name: 'Hotel am See',
      name_key: 'hotel am see',
      phone: null,
      address_street: 'Seestrasse 15',
    })
    const audit = (await world.rows('audit_entries')).at(-1)
    expect(JSON.parse(audit.detail)).toEqual({ changed: ['name', 'postalAddress', 'phone'] })
    expect(await world.rows('terms_acceptances')).toEqual([])
  })

  test.each([
    ['an administrator', 'client-administrator', 'FORBIDDEN'],
    ['a collaborator with accounting', 'client-accountant', 'FORBIDDEN'],
    ['a collaborator', 'client-collaborator', 'FORBIDDEN'],
    ['an external user', 'client-external', 'FORBIDDEN'],
    ['the full Partner', 'partner-switched', 'FORBIDDEN'],
    ['its collaborator', 'partner-collaborator-granted', 'FORBIDDEN'],
    ['the limited Partner', 'partner-limited', 'FORBIDDEN'],
    ['the invited Partner', 'partner-pending', 'FORBIDDEN'],
    ['a former Partner', 'partner-ended', 'NOT_FOUND'],
    ['a stranger', 'stranger', 'NOT_FOUND'],
    ['nobody', 'nobody', 'UNAUTHENTICATED'],
  ])('refused: %s', async (_who, persona, code) => {
    const before = await world.everything()
    expect(refused(await world.update(persona, 'lakeside', { name: 'Mine' }))).toMatchObject({ code })
    expect(await world.everything()).toEqual(before)
  })

  test.each([
    ['nothing', {}, 'UNCHANGED', null],
    ['the same', { country: 'ch' }, 'UNCHANGED', null],
    ['no name', { name: null }, 'EMPTY', 'name'],
    ['a blank name', { legalName: '  ' }, 'EMPTY', 'legalName'],
    ['a long name', { name: 'n'.repeat(201) }, 'TOO_LONG', 'name'],
    ['two lines', { name: 'a\nb' }, 'NOT_ONE_LINE', 'name'],
    ['a zero byte', { phone: '+41\u0000 41' }, 'NOT_ONE_LINE', 'phone'],
    ['no telephone number', { phone: 'none' }, 'NOT_A_PHONE_NUMBER', 'phone'],
    ['no country', { country: 'Switzerland' }, 'NO_SUCH_COUNTRY', 'country'],
    ['no address', { postalAddress: null }, 'EMPTY', 'postalAddress'],
    [
      'a long postal code',
      { postalAddress: { ...zug, postalCode: '9'.repeat(17) } },
      'TOO_LONG',
      'postalAddress.postalCode',
    ],
    ['another currency', { postalAddress: lyon }, 'CURRENCY_IN_USE', 'postalAddress.country'],
  ])('refused: %s', async (_what, changes, reason, field) => {
    const before = await world.everything()
    expect(refused(await owner(changes))).toMatchObject({ reason, field })
    expect(await world.everything()).toEqual(before)
  })

  test('where nothing is in the old currency, it follows the postal address', async () => {
    const answer = await world.update('partner-expired', 'sommet', { postalAddress: lyon })
    expect(answer.organisation).toMatchObject({ currency: 'EUR', country: 'CH' })
  })

  test('billing addresses are replaced as a whole: kept, added, removed', async () => {
    const kept = 'BillingAddress:1'
    const answer = await owner({
      billingAddresses: [billing('Reception', false, kept), billing('Cellar', true)],
      termsAccepted: true,
    })
    expect(answer.userErrors).toEqual([])
    expect(answer.organisation.billingAddresses).toMatchObject([
      { id: kept, label: 'Reception', isDefault: false },
      { label: 'Cellar', isDefault: true, address: { city: 'Zug' } },
    ])
    expect(await addresses()).toEqual(['Reception', 'Cellar'])
    expect(await world.rows('terms_acceptances')).toHaveLength(1)
    expect(
      (await owner({ billingAddresses: [], termsAccepted: true })).organisation.billingAddresses,
    ).toEqual([])
    await owner({ billingAddresses: [billing('Again', true)], termsAccepted: true })
  })

  test.each([
    [
      'of somebody else',
      [billing('Theirs', true, 'BillingAddress:7')],
      'NOTHING_HERE',
      'billingAddresses.0.id',
    ],
    [
      'that does not exist',
      [billing('None', true, 'BillingAddress:999')],
      'NOTHING_HERE',
      'billingAddresses.0.id',
    ],
    ['of another type', [billing('None', true, 'Invoice:1')], 'NOTHING_HERE', 'billingAddresses.0.id'],
    ['none of them the default', [billing('A', false)], 'ONE_DEFAULT_ADDRESS', 'billingAddresses'],
    [
      'two of them the default',
      [billing('A', true), billing('B', true)],
      'ONE_DEFAULT_ADDRESS',
      'billingAddresses',
    ],
    [
      'too many',
      Array.from({ length: 51 }, (_, n) => billing(`${n}`, n === 0)),
      'TOO_MANY_ADDRESSES',
      'billingAddresses',
    ],
    [
      'one of them without a label',
      [billing('A', true), billing('', false)],
      'EMPTY',
      'billingAddresses.1.label',
    ],
    ['null', null, 'EMPTY', 'billingAddresses'],
  ])('refused, all or nothing: addresses %s', async (_what, billingAddresses, reason, field) => {
    const before = await world.everything()
    expect(refused(await owner({ billingAddresses, termsAccepted: true, name: 'Half' }))).toMatchObject({
      reason,
      field,
    })
    expect(await world.everything()).toEqual(before)
  })

  test('one address given twice, and addresses without the terms', async () => {
    const [row] = (await world.rows('billing_addresses')).filter(
      ({ organisation_id }) => organisation_id === 1,
    )
    const same = `BillingAddress:${row.id}`
    const twice = [billing('A', true, same), billing('B', false, same)]
    expect(refused(await owner({ billingAddresses: twice, termsAccepted: true }))).toMatchObject({
      reason: 'SAME_ADDRESS_TWICE',
    })
    expect(refused(await owner({ billingAddresses: [billing('A', true, same)] }))).toMatchObject({
      reason: 'TERMS_NOT_ACCEPTED',
    })
  })

  test('acting elsewhere the owner is a stranger', async () => {
    const answer = await world.update('both-as-partner', 'birkenhof', { name: 'Mine' })
    expect(refused(answer)).toMatchObject({ code: 'FORBIDDEN' })
    expect(idOf('organisation/birkenhof')).toBe('Organisation:2')
  })
})
