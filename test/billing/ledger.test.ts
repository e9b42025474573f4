import fc from 'fast-check'
import { type Booking, ledgerFaults, type LedgerLine, nextMovement } from '../../schema/billing/ledger'

const kind = fc.constantFrom('TOP_UP', 'PAYMENT', 'CASHBACK', 'WITHDRAWAL', 'REFUND')
const booking = fc.record({ kind, amount: fc.integer({ min: -500, max: 500 }) })

function book(bookings: readonly Booking[]) {
  const lines: LedgerLine[] = []
  const refused: Booking[] = []
  for (const each of bookings) {
    const booked = nextMovement(lines.at(-1), each)
    if (booked.ok) lines.push(booked.line)
    else refused.push(each)
  }
  return { lines, refused }
}

describe('a ledger', () => {
  it('begins at nothing and follows on', () => {
    const { lines } = book([
      { kind: 'TOP_UP', amount: 500_00 },
      { kind: 'PAYMENT', amount: -375_32 },
      { kind: 'CASHBACK', amount: 138_88 },
    ])
    expect(lines).toEqual([
      {
        position: 1,
        previousPosition: null,
        kind: 'TOP_UP',
        amount: 500_00,
        balanceBefore: 0,
        balanceAfter: 500_00,
      },
      {
        position: 2,
        previousPosition: 1,
        kind: 'PAYMENT',
        amount: -375_32,
        balanceBefore: 500_00,
        balanceAfter: 124_68,
      },
      {
        position: 3,
        previousPosition: 2,
        kind: 'CASHBACK',
        amount: 138_88,
        balanceBefore: 124_68,
        balanceAfter: 263_56,
      },
    ])
  })

  it('sums to its balance, without a fault, whatever is booked', () => {
    fc.assert(
      fc.property(fc.array(booking, { maxLength: 30 }), (bookings) => {
        const { lines, refused } = book(bookings)
        expect(ledgerFaults(lines)).toEqual([])
        expect(lines.length + refused.length).toBe(bookings.length)
        expect(lines.at(-1)?.balanceAfter ?? 0).toBe(lines.reduce((sum, line) => sum + line.amount, 0))
        for (const line of lines) expect(line.balanceAfter).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it.each([
    [
      { kind: 'PAYMENT', amount: -100_01 },
      { problem: 'INSUFFICIENT_BALANCE', missing: 1 },
    ],
    [
      { kind: 'CASHBACK', amount: -200_00 },
      { problem: 'INSUFFICIENT_BALANCE', missing: 100_00 },
    ],
    [{ kind: 'PAYMENT', amount: 1 }, { problem: 'WRONG_DIRECTION' }],
    [{ kind: 'WITHDRAWAL', amount: 1 }, { problem: 'WRONG_DIRECTION' }],
    [{ kind: 'TOP_UP', amount: -1 }, { problem: 'WRONG_DIRECTION' }],
    [{ kind: 'REFUND', amount: -1 }, { problem: 'WRONG_DIRECTION' }],
    [{ kind: 'TOP_UP', amount: 0 }, { problem: 'NOT_AN_AMOUNT' }],
    [{ kind: 'TOP_UP', amount: 0.5 }, { problem: 'NOT_AN_AMOUNT' }],
    [{ kind: 'TOP_UP', amount: Number.MAX_SAFE_INTEGER }, { problem: 'NOT_AN_AMOUNT' }],
  ] as const)('with 100.00 left refuses %o', (wrong, problem) => {
    expect(nextMovement({ position: 4, balanceAfter: 100_00 }, wrong)).toEqual({ ok: false, ...problem })
  })

  it('shows every line with a planted fault', () => {
    const bookings = fc.array(
      fc.record({ kind: fc.constant('TOP_UP' as const), amount: fc.integer({ min: 1, max: 9 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    const column = fc.constantFrom('position', 'amount', 'balanceBefore', 'balanceAfter')
    fc.assert(
      fc.property(bookings, fc.nat(), column, (tops, which, planted) => {
        const { lines } = book(tops)
        const index = which % lines.length
        const wrong = lines.map((line, at) =>
          at === index ? { ...line, [planted]: line[planted] + 1 } : line,
        )
        expect(ledgerFaults(wrong)).not.toEqual([])
      }),
    )
    const { lines } = book([{ kind: 'TOP_UP', amount: 5 }])
    expect(ledgerFaults(lines.map((line) => ({ ...line, previousPosition: 0 })))).toHaveLength(1)
  })
})
