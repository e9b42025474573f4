import { sqlInstant } from '../../src/platform/database/dialect'
import { systemTransaction } from '../../src/write/outside'
import { type Transaction } from '../../src/write/transaction'
import { type FollowUpParts, type StoredChange } from '../change/follow-up'
import { readChanges } from '../change/read-changes'
import { activeWebhooks } from './webhook-principal'

/** The deliveries that follow from changes, to be written with them. */
interface NewDeliveries {
  readonly count: number
  write(tx: Transaction): Promise<void>
}

/** For each webhook of the Organisations of a change that sees the change now and wants its kind, a delivery. */
export async function deliveriesFor(
  { dependencies, readFor }: FollowUpParts,
  now: Date,
  changes: readonly StoredChange[],
): Promise<NewDeliveries> {
  const organisations = [...new Set(changes.flatMap((change) => change.organisations))]
  const webhooks =
    organisations.length === 0
      ? []
      : await systemTransaction(dependencies, now, (tx) =>
          activeWebhooks(
            tx,
            `w.organisation_id IN (${organisations.map(() => '?').join(', ')})`,
            organisations,
          ),
        )
  const pairs: (readonly [webhook: number, change: number])[] = []
  for (const { id, organisation, kinds, principal } of webhooks) {
    const wanted = changes.filter(
      (change) =>
        change.forUser === null &&
        change.organisations.includes(organisation) &&
        (kinds.length === 0 || kinds.includes(change.kind)),
    )
    if (principal === null || wanted.length === 0) continue
    const seen = await readChanges(
      readFor,
      { principal, now },
      wanted.map((change) => change.id),
    )
    for (const change of wanted) if (seen.has(change.id)) pairs.push([id, change.id])
  }
  return {
    count: pairs.length,
    write: async ({ manager }) => {
      if (pairs.length === 0) return
      const stamp = sqlInstant(now)
      await manager.query(
        `INSERT INTO webhook_deliveries (webhook_id, change_id, created_at, next_attempt_at)
         VALUES ${pairs.map(() => '(?, ?, ?, ?)').join(', ')}`,
        pairs.flatMap(([webhook, change]) => [webhook, change, stamp, stamp]),
      )
    },
  }
}
