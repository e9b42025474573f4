import { type JobReport } from '../../src/platform/jobs/job'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { ChangeKind } from '../change/change-kind'
import { recordChanges } from '../change/record-change'
import { daysAfter } from '../product/product-days'

/** What began or ended longer ago is no news: an installation does not tell people of the list it starts with. */
const DAYS_OF_NEWS = 30

/** The two kinds of news, and the column with the day each is about. */
const news = [
  { kind: ChangeKind.SUB_PROCESSOR_ADDED, column: 'valid_from' },
  { kind: ChangeKind.SUB_PROCESSOR_ENDED, column: 'valid_to' },
] as const

/** Notes each sub-processor that was added or ended, once, however it came into the list. */
export async function noteSubProcessors(
  dependencies: TransactionDependencies,
  now: Date,
): Promise<JobReport> {
  const noted = await systemTransaction(dependencies, now, async (tx) => {
    let count = 0
    for (const { kind, column } of news) {
      const found = await tx.manager.query<readonly { readonly id: number }[]>(
        `SELECT s.id FROM sub_processors s WHERE s.${column} >= ?
         AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.sub_processor_id = s.id AND c.kind = ?) ORDER BY s.id`,
        [daysAfter(tx.today, -DAYS_OF_NEWS), kind],
      )
      await recordChanges(
        tx,
        found.map(({ id }) => ({ kind, about: { subProcessor: id } })),
      )
      count += found.length
    }
    return count
  })
  return { noted }
}
