import { type DataSource } from 'typeorm'
import { Invoice } from '../../schema/invoice/invoice.entity'
import { Membership } from '../../schema/membership/membership.entity'
import { Organisation } from '../../schema/organisation/organisation.entity'
import { Partnership } from '../../schema/partnership/partnership.entity'
import { PrepaidAccount } from '../../schema/prepaid-account/prepaid-account.entity'
import { Product } from '../../schema/product/product.entity'
import { User } from '../../schema/user/user.entity'
import { eachDatabase } from '../support/databases'
import { fillLittleWorld } from './little-world'

const MOMENT = new Date('2026-07-01T22:15:30.042Z')

eachDatabase((_name, open) => {
  let database: DataSource

  beforeAll(async () => {
    database = await open('in processes')
    await fillLittleWorld(database)
  })

  test('instants are stored as UTC text, to the millisecond, and come back the same', async () => {
    const users = database.getRepository(User)
    const saved = await users.save(person('moment@example.com'))
    const [raw] = await database.query<unknown[]>('SELECT created_at FROM users WHERE id = ?', [saved.id])
    expect(raw).toEqual({ created_at: '2026-07-01 22:15:30.042' })
    const read = await users.findOneByOrFail({ id: saved.id })
    expect(read.createdAt.toISOString()).toBe(MOMENT.toISOString())
  })

  test('raw reads give days as text, flags as 0 and 1, amounts as numbers', async () => {
    const [row] = await database.query<unknown[]>(
      'SELECT i.issued_on, i.gross, p.auto_renew, i.vat_mention FROM invoices i JOIN products p ON p.id = 1 WHERE i.id = 1',
    )
    expect(row).toEqual({ issued_on: '2026-03-01', gross: 108, auto_renew: 1, vat_mention: null })
  })

  test('amounts up to the largest safe integer stay exact numbers', async () => {
    const most = Number.MAX_SAFE_INTEGER
    await database.query('UPDATE prices SET amount = ? WHERE id = 1', [most])
    expect(await database.query('SELECT amount FROM prices WHERE id = 1')).toEqual([{ amount: most }])
  })

  test('strings compare exactly: case, accents and trailing blanks count', async () => {
    const same = async (left: string, right: string) => {
      await database.query('UPDATE organisations SET name = ? WHERE id = 3', [left])
      const rows = await database.query<unknown[]>('SELECT id FROM organisations WHERE id = 3 AND name = ?', [
        right,
      ])
      return rows.length === 1
    }
    expect(await same('Summit', 'Summit')).toBe(true)
    expect(await same('Summit', 'summit')).toBe(false)
    expect(await same('Summit', 'Summit ')).toBe(false)
    expect(await same('Zürich', 'Zurich')).toBe(false)
    expect(await same('€uro 😀', '€uro 😀')).toBe(true)
    expect(await database.query("SELECT id FROM organisations WHERE id = 1 AND name LIKE 'lake%'")).toEqual(
      [],
    )
    expect(
      await database.query("SELECT id FROM organisations WHERE id = 1 AND name LIKE 'Lake%'"),
    ).toHaveLength(1)
  })

  test('strings are ordered by their code points', async () => {
    const names = ['b', 'B', 'a', 'é', 'Z', 'a ']
    for (const name of names)
      await database.getRepository(User).save(person(`${name.codePointAt(0)}${name.length}@x.ch`, name))
    const rows = await database.query<{ name: string }[]>(
      "SELECT name FROM users WHERE email LIKE '%@x.ch' ORDER BY name",
    )
    expect(rows.map((row) => row.name)).toEqual(['B', 'Z', 'a', 'a ', 'b', 'é'])
  })

  test('an embedded address has columns of its own', async () => {
    const organisations = database.getRepository(Organisation)
    await organisations.update(
      { id: 1 },
      { postalAddress: { street: null, postalCode: '1200', city: 'Genève', country: 'CH' } },
    )
    const read = await organisations.findOneByOrFail({ id: 1 })
    expect(read.postalAddress).toEqual({ street: null, postalCode: '1200', city: 'Genève', country: 'CH' })
  })

  test('derived fields are computed by the database', async () => {
    const { manager } = database
    expect(await manager.findOneByOrFail(Membership, { id: 1 })).toMatchObject({
      organisationName: 'Lakeside',
    })
    expect(await manager.findOneByOrFail(Partnership, { id: 1 })).toMatchObject({ productCount: 2 })
    expect(await manager.findOneByOrFail(Partnership, { id: 2 })).toMatchObject({ productCount: 1 })
    expect(await manager.findOneByOrFail(PrepaidAccount, { id: 1 })).toMatchObject({ balance: 300 })
    const differs = async (sql: string): Promise<boolean> => {
      await database.query(sql)
      return (await manager.findOneByOrFail(Product, { id: 1 })).namesDiffer
    }
    // A contact of another name, of the same name, and with the address of a member; then a stranger who manages it.
    expect(
      await differs("UPDATE contacts SET name = 'Elsewhere AG', email = 'x@elsewhere.example' WHERE id = 1"),
    ).toBe(true)
    expect(
      await differs(
        'UPDATE contacts SET name = (SELECT legal_name FROM organisations WHERE id = 1) WHERE id = 1',
      ),
    ).toBe(false)
    expect(await differs("UPDATE contacts SET name = 'Elsewhere AG' WHERE id = 1")).toBe(true)
    expect(await differs('UPDATE products SET holder_id = NULL WHERE id = 1')).toBe(false)
    expect(await differs('UPDATE products SET payer_id = 2 WHERE id = 1')).toBe(true)
    expect(await differs('UPDATE products SET payer_id = 1 WHERE id = 1')).toBe(false)
    expect(
      await differs(
        "UPDATE memberships SET role = 'EXTERNAL', accounting = 0 WHERE user_id = 1 AND organisation_id = 1",
      ),
    ).toBe(true)
    await database.query('UPDATE products SET managed_by_id = NULL, holder_id = NULL WHERE id = 2')
    expect(await manager.findOneByOrFail(Product, { id: 2 })).toMatchObject({ namesDiffer: false })
    await database.query('UPDATE products SET payer_id = 2 WHERE id = 2')
    expect(await manager.findOneByOrFail(Product, { id: 2 })).toMatchObject({ namesDiffer: true })
  })

  test('entities can be written and read with their relations', async () => {
    const invoice = await database.manager.findOneOrFail(Invoice, {
      where: { id: 2 },
      relations: { billedOrganisation: true, order: true },
    })
    expect(invoice).toMatchObject({
      gross: 108,
      paidOn: '2026-03-01',
      billedOrganisation: { id: 1 },
      order: { id: 2 },
    })
  })
})

function person(email: string, name = email): Partial<User> {
  return {
    name,
    email,
    locale: 'en',
    twoFactor: false,
    passwordHash: 'x',
    totpSecret: null,
    createdAt: MOMENT,
  }
}
