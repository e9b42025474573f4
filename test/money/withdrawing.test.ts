import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { assertBooksAgree } from './books-agree'
import { type MoneyWorld, moneyWorld } from './money-world'

eachDatabase((_name, open) => {
  let world: MoneyWorld
  const account = idOf('prepaid-account/lakeside')

  beforeAll(async () => {
    world = await moneyWorld(await open())
  })

  afterEach(() => assertBooksAgree(world.database, 1_000_000))

  afterAll(() => world.close())

  test('owner and administrator take money out, down to nothing', async () => {
    expect(await world.withdraw('client-owner', account, '96.20')).toEqual({
      prepaidAccount: { id: account, balance: { amount: '300.02', currency: 'CHF' } },
      userErrors: [],
    })
    expect(await world.withdraw('client-administrator', account, '300')).toMatchObject({ userErrors: [] })
    expect(await world.withdraw('client-owner', account, '0.03')).toMatchObject({
      prepaidAccount: null,
      userErrors: [{ code: 'CONFLICT', reason: 'INSUFFICIENT_BALANCE' }],
    })
    expect(await world.withdraw('client-owner', account, '0.02')).toMatchObject({
      prepaidAccount: { balance: { amount: '0.00' } },
    })
    expect((await world.rows('movements')).at(-1)).toMatchObject({ kind: 'WITHDRAWAL', amount: -2 })
    expect((await world.rows('audit_entries')).at(-1)).toMatchObject({
      action: 'withdrawn from prepaid account',
      detail: '{"amount":2,"currency":"CHF"}',
    })
  })

  test.each([
    ['nothing', 'partner-switched', '0', 'BAD_USER_INPUT', 'NOT_AN_AMOUNT'],
    ['less than nothing', 'partner-switched', '-5.00', 'BAD_USER_INPUT', 'NOT_AN_AMOUNT'],
    ['half a cent', 'partner-switched', '0.005', 'BAD_USER_INPUT', 'NOT_AN_AMOUNT'],
    ['more than there is', 'partner-switched', '99999.00', 'CONFLICT', 'INSUFFICIENT_BALANCE'],
    ['as a collaborator with accounting', 'partner-accountant', '1', 'FORBIDDEN', 'NOT_ALLOWED'],
    ['as a collaborator of it', 'partner-collaborator-granted', '1', 'NOT_FOUND', 'NOTHING_HERE'],
    ['as a client of it', 'client-owner', '1', 'NOT_FOUND', 'NOTHING_HERE'],
    ['as another Partner', 'partner-full-client-pays', '1', 'NOT_FOUND', 'NOTHING_HERE'],
    ['as a stranger', 'stranger', '1', 'NOT_FOUND', 'NOTHING_HERE'],
    ['signed out', 'nobody', '1', 'UNAUTHENTICATED', 'SIGNED_OUT'],
  ])('not %s', async (_what, persona, amount, code, reason) => {
    const before = await Promise.all(['movements', 'audit_entries'].map(world.rows))
    const answer = await world.withdraw(persona, idOf('prepaid-account/kontrast'), amount)
    expect(answer).toMatchObject({ prepaidAccount: null, userErrors: [{ code, reason }] })
    expect(await Promise.all(['movements', 'audit_entries'].map(world.rows))).toEqual(before)
  })

  test('what is no decimal number does not reach the account', async () => {
    const { errors } = await world.withdraw('partner-switched', idOf('prepaid-account/kontrast'), '1,50')
    expect(errors[0].message).toContain('Decimal')
  })

  test('the same request again answers as the first did, and takes nothing', async () => {
    const kontrast = idOf('prepaid-account/kontrast')
    const first = await world.withdraw('partner-switched', kontrast, '10', 'once')
    const left = await world.balance('kontrast')
    expect(await world.withdraw('partner-switched', kontrast, '10', 'once')).toEqual(first)
    expect(await world.withdraw('partner-switched', kontrast, '11', 'once')).toMatchObject({
      userErrors: [{ code: 'CONFLICT', reason: 'KEY_OF_ANOTHER_INPUT' }],
    })
    expect(await world.balance('kontrast')).toBe(left)
  })
})
