import { type JobReport } from '../../src/platform/jobs/job'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { ChangeKind } from '../change/change-kind'
import { recordChanges } from '../change/record-change'

const A_TIME = 100

/**
 * Notes reports for compliance on the day after they came in, as of the beginning of that day.
 * INVARIANT: nothing is written when a report is made. A change, or a mail, at that moment would show when it was.
 */
export async function noteReports(dependencies: TransactionDependencies, now: Date): Promise<JobReport> {
  let noted = 0
  for (;;) {
    const step = await systemTransaction(dependencies, now, async (tx) => {
      const found = await tx.manager.query<readonly { readonly id: number }[]>(
        `SELECT r.id FROM irregularity_reports r WHERE r.received_on < ?
         AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.irregularity_report_id = r.id)
         ORDER BY r.id LIMIT ${A_TIME}`,
        [tx.today],
      )
      const at = tx.startOf(tx.today)
      await recordChanges(
        tx,
        found.map(({ id }) => ({ kind: ChangeKind.REPORT_RECEIVED, about: { irregularityReport: id }, at })),
      )
      return found.length
    })
    noted += step
    if (step < A_TIME) return { noted }
  }
}
