import { type Principal } from '../../src/policy/principal'
import { MEMBER_COLUMNS, PARTNER_JOIN, principalOf, type PrincipalRow } from '../../src/read/principal-row'
import { type Transaction } from '../../src/write/transaction'
import { Role } from '../membership/role'

/** A webhook with what sending takes, and as whom it reads; null where its maker may not have one any more. */
export interface ActiveWebhook {
  readonly id: number
  readonly organisation: number
  readonly url: string
  readonly kinds: readonly string[]
  readonly secret: string
  readonly failingSince: string | Date | null
  readonly principal: Principal | null
}

interface WebhookRow extends PrincipalRow {
  readonly id: number
  readonly of_organisation: number
  readonly url: string
  readonly kinds: string
  readonly scopes: string
  readonly secret: string
  readonly failing_since: string | Date | null
}

/** Those webhooks in use, by a condition in SQL on `w`. INVARIANT: the condition is written in our code. */
export async function activeWebhooks(
  { manager }: Pick<Transaction, 'manager'>,
  condition: string,
  values: readonly number[],
): Promise<readonly ActiveWebhook[]> {
  const rows = await manager.query<readonly WebhookRow[]>(
    `SELECT w.id, w.organisation_id AS of_organisation, w.url, w.kinds, w.scopes, w.secret, w.failing_since,
       u.id AS user_id, ${MEMBER_COLUMNS}
     FROM webhooks w JOIN users u ON u.id = w.created_by_id
     LEFT JOIN memberships m ON m.user_id = u.id AND m.organisation_id = w.organisation_id ${PARTNER_JOIN}
     WHERE w.removed_at IS NULL AND w.disabled_at IS NULL AND ${condition} ORDER BY w.id`,
    [...values],
  )
  return rows.map((row) => ({
    id: row.id,
    organisation: row.of_organisation,
    url: row.url,
    kinds: row.kinds.split(' ').filter((kind) => kind !== ''),
    secret: row.secret,
    failingSince: row.failing_since,
    principal: mayHaveOne(row) ? { ...principalOf(row), scopes: row.scopes.split(' '), token: true } : null,
  }))
}

function mayHaveOne({ membership_id: membership, role }: PrincipalRow): boolean {
  return membership !== null && (role === Role.OWNER || role === Role.ADMINISTRATOR)
}
