import { randomInt } from 'node:crypto'
import type { Operation } from '../../src/write/operation'
import { addMessage, messageText } from './add-message'
import { IrregularityAuthor } from './irregularity-author'
import { IrregularityReport } from './irregularity-report.entity'
import type { ReportIrregularityInput } from './irregularity.inputs'

/**
 * Takes a report by nobody: its text sealed, the day, and the digest of a receipt that is shown once.
 * INVARIANT: no audit entry, no mail, no key of repetition; each of them has a moment.
 */
export const reportIrregularity: Operation<ReportIrregularityInput> = {
  name: 'reportIrregularity',
  by: 'nobody',
  run: async (tx, { text }) => {
    messageText(text)
    const { token, hash } = tx.newToken()
    const report = randomInt(1, 2 ** 30)
    await tx.manager.insert(IrregularityReport, { id: report, receiptHash: hash, receivedOn: tx.today })
    await addMessage(tx, { report, author: IrregularityAuthor.REPORTER, text })
    return { receipt: token }
  },
}
