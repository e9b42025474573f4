import fc from 'fast-check'
import { shareOf } from '../../schema/billing/cashback-rules'
import { discounted, lineNet, publicPriceOn } from '../../schema/billing/pricing'

const amount = fc.integer({ min: 0, max: 100_000_000_00 })
const rate = fc.integer({ min: 0, max: 10_000 })
const wholePercent = fc.integer({ min: 0, max: 100 }).map((percent) => percent * 100)

describe('a share of an amount', () => {
  it.each([
    [1, 5_000, 1],
    [3, 5_000, 2],
    [1, 4_999, 0],
    [34_720, 8_000, 27_776],
    [27_776, 7_500, 20_832],
    [100_00, 810, 8_10],
    [0, 810, 0],
  ])('of %d at %d ten-thousandths is %d', (of, at, share) => {
    expect(shareOf(of, at)).toBe(share)
  })

  it('is the exact product, rounded half-up', () => {
    fc.assert(
      fc.property(amount, rate, (of, at) => {
        const doubled = BigInt(of) * BigInt(at) * 2n
        expect(BigInt(shareOf(of, at))).toBe((doubled + 10_000n) / 20_000n)
      }),
    )
  })

  it.each([
    [-1, 100],
    [0.5, 100],
    [1, -1],
    [1, 0.5],
    [Number.MAX_SAFE_INTEGER, 10_000],
    [Number.NaN, 1],
  ])('of %d at %d is refused', (of, at) => {
    expect(() => shareOf(of, at)).toThrow(RangeError)
  })
})

describe('discounts', () => {
  it('multiply: 347.20 × 0.80 = 277.76, × 0.75 = 208.32', () => {
    expect(discounted(347_20, [2_000])).toEqual({ rate: 2_000, price: 277_76 })
    expect(discounted(277_76, [2_500]).price).toBe(208_32)
    expect(discounted(347_20, [2_000, 2_500])).toEqual({ rate: 4_000, price: 208_32 })
  })

  it('come to the same in any order, and one of nothing changes nothing', () => {
    fc.assert(
      fc.property(amount, fc.array(rate, { maxLength: 4 }), (price, rates) => {
        const result = discounted(price, rates)
        expect(discounted(price, [...rates].reverse())).toEqual(result)
        expect(discounted(price, [...rates, 0])).toEqual(result)
        expect(discounted(price, [...rates, 10_000]).price).toBe(0)
        expect(result.price).toBeLessThanOrEqual(price)
      }),
    )
  })

  it('are exact for two of whole percents, with one rounding', () => {
    fc.assert(
      fc.property(amount, wholePercent, wholePercent, (price, first, second) => {
        const exact = BigInt(price) * BigInt(10_000 - first) * BigInt(10_000 - second)
        const result = discounted(price, [first, second])
        expect(BigInt(result.price)).toBe((exact * 2n + 100_000_000n) / 200_000_000n)
        expect(result.price).toBe(shareOf(price, 10_000 - result.rate))
      }),
    )
  })

  it.each([-1, 10_001, 0.4])('of %d ten-thousandths are refused', (discount) => {
    expect(() => discounted(100, [discount])).toThrow(RangeError)
  })
})

describe('a line', () => {
  it('is rounded once, not for each unit', () => {
    expect(lineNet({ quantity: 3, unitPrice: 33, discountRate: 5_000 })).toBe(50)
    expect(lineNet({ quantity: 1, unitPrice: 347_20, discountRate: 4_000 })).toBe(208_32)
  })
})

describe('the price list', () => {
  const hosting = { category: 'WEB_HOSTING', currency: 'CHF' } as const
  const list = [
    { ...hosting, amount: 300_00, validFrom: '2024-01-01', validTo: '2024-12-31' },
    { ...hosting, amount: 347_20, validFrom: '2025-01-01', validTo: null },
    { ...hosting, amount: 360_00, validFrom: '2027-01-01', validTo: null },
    { ...hosting, currency: 'EUR', amount: 340_00, validFrom: '2024-01-01', validTo: null },
    { category: 'MAIL', currency: 'CHF', amount: 54_00, validFrom: '2024-01-01', validTo: null },
  ] as const

  it.each([
    ['2023-12-31', undefined],
    ['2024-01-01', 300_00],
    ['2024-12-31', 300_00],
    ['2025-01-01', 347_20],
    ['2026-12-31', 347_20],
    ['2027-01-01', 360_00],
  ])('says on %s: %s', (day, price) => {
    expect(publicPriceOn(list, hosting, day)).toBe(price)
    expect(publicPriceOn([...list].reverse(), hosting, day)).toBe(price)
  })

  it('tells currencies and categories apart', () => {
    expect(publicPriceOn(list, { category: 'WEB_HOSTING', currency: 'EUR' }, '2025-06-01')).toBe(340_00)
    expect(publicPriceOn(list, { category: 'MAIL', currency: 'CHF' }, '2025-06-01')).toBe(54_00)
    expect(publicPriceOn(list, { category: 'MAIL', currency: 'EUR' }, '2025-06-01')).toBeUndefined()
  })
})
