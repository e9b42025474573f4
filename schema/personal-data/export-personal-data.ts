import type { Inspection, InspectingTransaction } from '../../src/write/inspection'
import { personReferences, placeOf, secretsOfUser } from './person-references'

type StoredRow = Readonly<Record<string, unknown>>

/** The files of an export by their names, each a list of rows as they are stored. */
export type PersonalData = Readonly<Record<string, readonly StoredRow[]>>

/**
 * Everything that is kept of who asks: their record, and every row that refers to them or is under their address.
 * INVARIANT: no secret, and no row that is about somebody else. A program is told nothing: its person has to ask.
 */
export const exportPersonalData: Inspection<object, PersonalData> = {
  name: 'personalData',
  find: async (tx) => {
    const { user, token } = tx.principal
    if (user === null || token) return null
    const profile = await rowsOf(tx, { table: 'users', where: 'id = ?', value: user.id }, secretsOfUser)
    const email = String(profile[0]?.['email'])
    const data: Record<string, readonly StoredRow[]> = { profile }
    for (const reference of personReferences) {
      if (reference.exported === null) continue
      const { table, column } = placeOf(reference)
      const place = { table, where: `${column} = ?`, value: user.id }
      data[reference.exported] = await rowsOf(tx, place, reference.withheld ?? [])
    }
    for (const [file, table, column] of GRANTED) {
      const where = `membership_id IN (SELECT id FROM memberships WHERE user_id = ?)`
      data[file] = await rowsOf(tx, { table, where, value: user.id }, [column])
    }
    // WHY without their facts: these hold links that prove themselves.
    data['mails'] = await rowsOf(tx, { table: 'outbox_mails', where: 'recipient = ?', value: email }, [
      'data',
    ])
    data['holder-records'] = await rowsOf(tx, { table: 'contacts', where: 'email = ?', value: email }, [])
    return data
  },
}

/** What others granted to the person: file, table, and who granted it. */
const GRANTED = [
  ['product-grants', 'product_grants', 'granted_by_id'],
  ['client-grants', 'client_grants', 'granted_by_id'],
] as const

interface Place {
  readonly table: string
  readonly where: string
  readonly value: string | number
}

/** The names of tables and columns are ours; the value is a parameter. */
async function rowsOf(
  { manager }: InspectingTransaction,
  { table, where, value }: Place,
  withheld: readonly string[],
): Promise<readonly StoredRow[]> {
  const rows = await manager.query<readonly StoredRow[]>(`SELECT * FROM ${table} WHERE ${where}`, [value])
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !withheld.includes(name))),
  )
}
