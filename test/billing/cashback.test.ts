import fc from 'fast-check'
import {
  cashbackOf,
  cashbackPartner,
  cashbackStatusAfter,
  type EarningMandate,
} from '../../schema/billing/cashback-rules'
import { clientPays, partnerPays } from '../../schema/billing/order-terms'
import { freezeLine } from '../../schema/billing/pricing'

const client = 1
const [full, limited, older] = [2, 3, 4]
const [website, domain, mail] = [10, 11, 12]

const fullMandate: EarningMandate = { partner: full, partnerAccess: 'FULL', grants: [] }
const limitedMandate: EarningMandate = {
  partner: limited,
  partnerAccess: 'LIMITED',
  grants: [
    { id: 7, product: website },
    { id: 3, product: mail },
  ],
}
const olderMandate: EarningMandate = {
  partner: older,
  partnerAccess: 'LIMITED',
  grants: [
    { id: 5, product: website },
    { id: 9, product: mail },
  ],
}
const all = [limitedMandate, fullMandate, olderMandate]

describe('who earns the cashback', () => {
  it.each([
    ['the full Partner, of what it ordered', { placedIn: full, product: website }, all, full],
    ['a limited one, of what it ordered', { placedIn: limited, product: website }, all, limited],
    ['the full one, of what the client ordered', { placedIn: client, product: website }, all, full],
    [
      'the earliest grant, where none is full',
      { placedIn: client, product: website },
      [limitedMandate, olderMandate],
      older,
    ],
    [
      'the earliest grant on that very product',
      { placedIn: client, product: mail },
      [olderMandate, limitedMandate],
      limited,
    ],
    [
      'nobody, of what is granted to none',
      { placedIn: client, product: domain },
      [limitedMandate, olderMandate],
      undefined,
    ],
    [
      'nobody, of a new product under limited access',
      { placedIn: client, product: null },
      [limitedMandate],
      undefined,
    ],
    ['the full Partner, of a new product', { placedIn: client, product: null }, all, full],
    ['nobody without a Partner', { placedIn: client, product: website }, [], undefined],
    [
      'the full one, of what a limited one ordered without a grant',
      { placedIn: limited, product: domain },
      all,
      full,
    ],
  ] as const)('%s', (_who, line, mandates, earner) => {
    expect(cashbackPartner(line, mandates)).toBe(earner)
    expect(cashbackPartner(line, [...mandates].reverse())).toBe(earner)
  })
})

describe('cashback', () => {
  it('is the public price less the Partner’s: 347.20 − 208.32 = 138.88', () => {
    expect(cashbackOf({ publicPrice: 347_20, cashbackRate: 4_000 })).toBe(138_88)
  })

  it('and the Partner’s price are the public price together', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000), (publicPrice, rate) => {
        const bought = freezeLine(partnerPays(full), {
          publicPrice,
          payer: { partner: full, discounts: [rate] },
          earner: undefined,
        })
        expect(cashbackOf({ publicPrice, cashbackRate: rate }) + bought.price).toBe(publicPrice)
      }),
    )
  })

  it('moves the account by its amount once, whatever happens how often', () => {
    const events = fc.array(fc.constantFrom('PAID' as const, 'REFUNDED' as const), { maxLength: 8 })
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 1_000_000 }), (history, amount) => {
        let status: 'PENDING' | 'CREDITED' | 'REVERSED' = 'PENDING'
        let moved = 0
        for (const event of history) {
          const change = cashbackStatusAfter({ status, amount }, event)
          status = change.status
          moved += change.movement
          expect(moved).toBe(status === 'CREDITED' ? amount : 0)
        }
        const paidFirst = history[0] === 'PAID'
        const refunded = history.includes('REFUNDED')
        expect(status).toBe(refunded ? 'REVERSED' : paidFirst ? 'CREDITED' : 'PENDING')
      }),
    )
  })
})

describe('a frozen line', () => {
  const earner = { partner: full, discounts: [2_000, 2_500] }

  it('is at the public price with cashback where the client pays', () => {
    expect(freezeLine(clientPays(client), { publicPrice: 347_20, payer: undefined, earner })).toEqual({
      publicPrice: 347_20,
      discountRate: 0,
      price: 347_20,
      cashbackRate: 4_000,
      cashbackPartner: full,
    })
  })

  it('is at the reseller price without cashback where the Partner pays: the discount is the income', () => {
    const payer = { partner: full, discounts: [2_000] }
    const facts = { publicPrice: 347_20, payer, earner: { partner: limited, discounts: [1_000] } }
    expect(freezeLine(partnerPays(full), facts)).toEqual({
      publicPrice: 347_20,
      discountRate: 2_000,
      price: 277_76,
      cashbackRate: 0,
      cashbackPartner: null,
    })
  })

  it('names no earner of nothing', () => {
    const facts = { publicPrice: 1, payer: undefined, earner: { partner: full, discounts: [1] } }
    expect(freezeLine(clientPays(client), facts)).toMatchObject({ cashbackRate: 0, cashbackPartner: null })
    const free = { publicPrice: 0, payer: undefined, earner }
    expect(freezeLine(clientPays(client), free)).toMatchObject({ price: 0, cashbackPartner: null })
  })

  it('is refused with the discounts of another Partner', () => {
    const payer = { partner: limited, discounts: [2_000] }
    expect(() => freezeLine(partnerPays(full), { publicPrice: 1_00, payer, earner })).toThrow(
      'another Partner',
    )
  })

  it('carries a discount or cashback, never both', () => {
    const discounts = fc.array(fc.nat(10_000), { maxLength: 3 })
    fc.assert(
      fc.property(fc.nat(1_000_000), discounts, fc.boolean(), (publicPrice, rates, byPartner) => {
        const terms = byPartner ? partnerPays(full) : clientPays(client)
        const partner = { partner: full, discounts: rates }
        const line = freezeLine(terms, { publicPrice, payer: partner, earner: partner })
        expect(line.discountRate === 0 || line.cashbackRate === 0).toBe(true)
        expect(line.cashbackRate === 0).toBe(line.cashbackPartner === null)
        if (!byPartner) expect(line.price).toBe(publicPrice)
      }),
    )
  })
})
