import { fillDemoWorld, idOf, renewDemoVisits } from '../../schema/world/demo/demo-world'
import { checkVatNumber } from '../../schema/vat/check-vat-number'
import { eachDatabase } from '../support/databases'

eachDatabase((_name, open) => {
  test('the support of the demo world has an open visit on whatever day it is started, and those that are over stay so', async () => {
    const database = await open()
    await fillDemoWorld(database)
    const visits = () => database.query<{ id: number }[]>('SELECT * FROM support_visits ORDER BY id')
    const before = await visits()
    await renewDemoVisits(database, new Date('2031-05-06T10:00:00.000Z'))
    const after = await visits()
    const current = ['support-visit/lakeside', 'support-visit/montclair'].map(idOf)
    const is = ({ id }: { readonly id: number }) => current.includes(`SupportVisit:${id}`)
    expect(JSON.stringify(after.filter(is))).toContain('2031-05-06')
    expect(after.filter((visit) => !is(visit))).toEqual(before.filter((visit) => !is(visit)))
  })

  test('a cancelled invoice of the demo world has its credit note, and EU numbers that count are right', async () => {
    const database = await open()
    await fillDemoWorld(database)
    const without = await database.query<object[]>(
      `SELECT i.id FROM invoices i WHERE i.status = 'CANCELLED' AND i.gross <> (SELECT COALESCE(SUM(n.amount), 0) FROM credit_notes n WHERE n.invoice_id = i.id)`,
    )
    expect(without).toEqual([])
    const numbers = await database.query<{ vat_number: string; country: string }[]>(
      `SELECT vat_number, country FROM organisations WHERE vat_number IS NOT NULL AND vat_status IN ('VALID', 'UNVERIFIED')`,
    )
    expect(numbers.length).toBeGreaterThan(3)
    for (const { vat_number: number, country } of numbers) {
      expect([number, checkVatNumber(number, { kind: 'COMPANY', country }).ok]).toEqual([number, true])
    }
  })
})
