import fc from 'fast-check'
import { creditFor, shareOf } from '../../schema/billing/cashback-rules'
import { amountDue, amountToRefund, invoiceStatusOn } from '../../schema/billing/ledger'
import { invoiceTotals } from '../../schema/billing/pricing'

const net = fc.integer({ min: 1, max: 5_000_00 })
const vatRate = fc.constantFrom(0, 810, 1_700, 1_900, 2_000, 2_200, 2_550, 2_700)

describe('an invoice', () => {
  it('adds up: 208.32 and 8.1 % are 225.19', () => {
    expect(invoiceTotals([{ net: 208_32, vatRate: 810 }])).toEqual({
      net: 208_32,
      vat: 16_87,
      gross: 225_19,
      shares: [{ vatRate: 810, net: 208_32, vat: 16_87 }],
    })
  })

  it('takes VAT of the sum of each rate, not line by line', () => {
    const lines = [
      { net: 5, vatRate: 810 },
      { net: 5, vatRate: 810 },
      { net: 100, vatRate: 0 },
    ]
    expect(invoiceTotals(lines)).toEqual({
      net: 110,
      vat: 1,
      gross: 111,
      shares: [
        { vatRate: 810, net: 10, vat: 1 },
        { vatRate: 0, net: 100, vat: 0 },
      ],
    })
    expect(invoiceTotals([])).toEqual({ net: 0, vat: 0, gross: 0, shares: [] })
  })

  it('has gross = net + vat, the sums of its shares, in any order of lines', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ net, vatRate }), { maxLength: 12 }), (lines) => {
        const totals = invoiceTotals(lines)
        expect(totals.gross).toBe(totals.net + totals.vat)
        expect(totals.net).toBe(lines.reduce((sum, line) => sum + line.net, 0))
        expect(totals.vat).toBe(totals.shares.reduce((sum, share) => sum + share.vat, 0))
        expect(invoiceTotals([...lines].reverse())).toEqual(totals)
      }),
    )
  })
})

describe('credit notes', () => {
  it('for all lines, in whatever portions, add up to the invoice exactly', () => {
    const portions = fc.array(net, { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(portions, vatRate, (nets, rate) => {
        const total = nets.reduce((sum, each) => sum + each, 0)
        const invoice = { net: total, vatRate: rate, gross: total + shareOf(total, rate) }
        const credited: number[] = []
        for (const portion of nets) {
          const credit = creditFor({ ...invoice, credited }, { of: 'NET', net: portion })
          if (!credit.ok) throw new Error(credit.problem)
          expect(credit.amount).toBeGreaterThanOrEqual(portion)
          expect(Math.abs(credit.amount - portion - shareOf(portion, rate))).toBeLessThanOrEqual(1)
          credited.push(credit.amount)
        }
        expect(credited.reduce((sum, each) => sum + each, 0)).toBe(invoice.gross)
        expect(creditFor({ ...invoice, credited }, { of: 'REST' })).toEqual({
          ok: false,
          problem: 'NOTHING_LEFT',
        })
      }),
    )
  })

  it('never exceed the invoice, whatever was credited before', () => {
    fc.assert(
      fc.property(net, vatRate, fc.nat(1_000_00), net, (whole, rate, before, wanted) => {
        const gross = whole + shareOf(whole, rate)
        const earlier = Math.min(before, gross)
        const credit = creditFor(
          { net: whole, vatRate: rate, gross, credited: [earlier] },
          { of: 'NET', net: wanted },
        )
        if (credit.ok) {
          expect(credit.amount).toBeGreaterThan(0)
          expect(earlier + credit.amount).toBeLessThanOrEqual(gross)
        }
      }),
    )
  })

  it.each([
    [{ of: 'REST' }, [], { ok: true, amount: 375_32 }],
    [{ of: 'REST' }, [100_00], { ok: true, amount: 275_32 }],
    [{ of: 'NET', net: 100_00 }, [], { ok: true, amount: 108_10 }],
    [{ of: 'NET', net: 347_20 }, [], { ok: true, amount: 375_32 }],
    [{ of: 'NET', net: 247_20 }, [108_10], { ok: true, amount: 267_22 }],
    [{ of: 'NET', net: 247_21 }, [108_10], { ok: false, problem: 'MORE_THAN_IS_LEFT' }],
    [{ of: 'NET', net: 0 }, [], { ok: false, problem: 'NOT_AN_AMOUNT' }],
    [{ of: 'NET', net: 1.5 }, [], { ok: false, problem: 'NOT_AN_AMOUNT' }],
    [{ of: 'NET', net: 1 }, [375_32], { ok: false, problem: 'NOTHING_LEFT' }],
  ] as const)('%o of 375.32, after %o', (request, credited, credit) => {
    expect(creditFor({ net: 347_20, vatRate: 810, gross: 375_32, credited }, request)).toEqual(credit)
  })
})

describe('the status of an invoice', () => {
  it.each([
    ['OPEN', 0, 0, '2026-03-31'],
    ['OVERDUE', 0, 0, '2026-04-01'],
    ['OVERDUE', 50_00, 0, '2026-04-01'],
    ['PAID', 100_00, 0, '2026-04-01'],
    ['PARTIALLY_REFUNDED', 100_00, 30_00, '2026-04-01'],
    ['REFUNDED', 100_00, 100_00, '2026-04-01'],
    ['CANCELLED', 0, 100_00, '2026-04-01'],
    ['OPEN', 0, 30_00, '2026-03-31'],
    ['PAID', 70_00, 30_00, '2026-03-31'],
  ])('is %s with %d paid and %d credited, on %s', (status, paid, credited, day) => {
    expect(invoiceStatusOn({ gross: 100_00, dueOn: '2026-03-31', paid, credited }, day)).toBe(status)
  })

  it('owes what is neither paid nor credited, and gives back what is too much', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), (gross, paid, credit) => {
        const facts = { gross, paid, credited: Math.min(credit, gross) }
        expect(amountDue(facts) - amountToRefund(facts)).toBe(gross - facts.credited - paid)
        expect(Math.min(amountDue(facts), amountToRefund(facts))).toBe(0)
      }),
    )
  })
})
