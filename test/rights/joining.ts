import { type DataSource } from 'typeorm'
import { type Role } from '../../schema/membership/role'
import { idOf } from '../../schema/world/demo/demo-world'

/** Makes a person of the demo world a member of one more Organisation. */
export async function joining(
  database: DataSource,
  person: string,
  { organisation, role }: { readonly organisation: string; readonly role: `${Role}` },
): Promise<void> {
  const keyOf = (name: string) => Number(idOf(name).split(':')[1])
  await database.query(
    `INSERT INTO memberships (user_id, organisation_id, role, accounting, created_at) VALUES (?, ?, ?, ?, ?)`,
    [keyOf(`user/${person}`), keyOf(`organisation/${organisation}`), role, 0, '2026-01-01 00:00:00.000'],
  )
}
