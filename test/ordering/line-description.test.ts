import { OrderKind } from '../../schema/order/order.entity'
import { describedLine, lineDescription } from '../../schema/order/price-lines'

const { PURCHASE, RENEWAL } = OrderKind

describe('what a line says', () => {
  test.each([
    [{ kind: PURCHASE, name: 'Online shop', years: 1 }, 'Online shop, 1 year'],
    [{ kind: RENEWAL, name: 'Online shop', years: 2 }, 'Renewal: Online shop, 2 years'],
    [{ kind: PURCHASE, name: 'Shop, 3 years, and more', years: 10 }, 'Shop, 3 years, and more, 10 years'],
    [{ kind: PURCHASE, name: 'two\nlines', years: 4 }, 'two\nlines, 4 years'],
  ])('%j is told and read back', (line, text) => {
    expect(lineDescription(line)).toBe(text)
    expect(describedLine(text)).toEqual(line)
  })

  it('is left alone where it is in other words', () => {
    expect(describedLine('Reminder fee')).toBeNull()
    expect(describedLine(', 1 year')).toBeNull()
  })
})
