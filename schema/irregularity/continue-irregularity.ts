import type { Operation } from '../../src/write/operation'
import { refuse } from '../user-error/refuse'
import { addMessage, messageText } from './add-message'
import { IrregularityAuthor } from './irregularity-author'
import { IrregularityReport } from './irregularity-report.entity'
import type { ContinueIrregularityInput } from './irregularity.inputs'

/** The holder of the receipt goes on writing, as unknown as before. */
export const continueIrregularity: Operation<ContinueIrregularityInput> = {
  name: 'continueIrregularity',
  by: 'nobody',
  run: async (tx, { receipt, text }) => {
    messageText(text)
    const found = await tx.manager.findOneBy(IrregularityReport, { receiptHash: tx.digestOf(receipt) })
    if (found === null) throw refuse('NOT_FOUND', 'UNKNOWN_RECEIPT', { field: 'receipt' })
    await tx.lock('irregularity_reports', [found.id])
    await addMessage(tx, { report: found.id, author: IrregularityAuthor.REPORTER, text })
    return { added: true }
  },
}
