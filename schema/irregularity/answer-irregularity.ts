import type { Operation } from '../../src/write/operation'
import { addMessage } from './add-message'
import { IrregularityAuthor } from './irregularity-author'
import type { AnswerIrregularityInput } from './irregularity.inputs'

/** Compliance answers. Who answered is audited, as everything staff does; the reporter sees that it was compliance. */
export const answerIrregularity: Operation<AnswerIrregularityInput> = {
  name: 'answerIrregularity',
  by: 'signed in',
  run: async (tx, { irregularityReportId, text }) => {
    const key = await tx.target('IrregularityReport', irregularityReportId, 'irregularityReportId')
    await tx.authorise('answer', 'IrregularityReport', key)
    await addMessage(tx, { report: key, author: IrregularityAuthor.COMPLIANCE, text })
    await tx.audit({
      action: 'irregularity answered',
      subject: { type: 'IrregularityReport', key },
      organisation: null,
    })
    return { irregularityReport: { type: 'IrregularityReport', key } }
  },
}
