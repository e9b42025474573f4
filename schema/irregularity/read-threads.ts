import { parseGlobalId } from '../../src/read/cursor'
import { type LinkQuery, type CustomQueryTransaction, type CustomQuery } from '../../src/write/custom-query'
import { IrregularityReport, IrregularityThread, IrregularityThreadMessage } from './irregularity.entity'
import { openedText } from './report-irregularity'

/** The thread that a receipt opens, for whoever holds it. */
export const threadOfReceipt: LinkQuery<{ readonly receipt: string }, IrregularityThread> = {
  name: 'irregularityReport',
  find: async (tx, { receipt }) => {
    const found = await tx.manager.findOneBy(IrregularityReport, { receiptHash: tx.digestOf(receipt) })
    return found === null ? null : threadOf(tx, found.id)
  },
}

/** The thread of a report, for whoever may know of it and answer it: compliance. */
export const threadOfReport: CustomQuery<{ readonly id: string }, IrregularityThread> = {
  name: 'irregularityThread',
  find: async (tx, { id }) => {
    const parsed = parseGlobalId(id)
    const key = parsed?.type === 'IrregularityReport' ? parsed.key : 0
    if (!(await tx.sees('IrregularityReport', key))) return null
    return (await tx.may('answer', 'IrregularityReport', key)) ? threadOf(tx, key) : null
  },
}

async function threadOf(
  tx: Pick<CustomQueryTransaction, 'manager' | 'sealer'>,
  report: number,
): Promise<IrregularityThread> {
  const { receivedOn, messages } = await tx.manager.findOneOrFail(IrregularityReport, {
    where: { id: report },
    relations: { messages: true },
    order: { messages: { id: 'ASC' } },
  })
  return Object.assign(new IrregularityThread(), {
    receivedOn,
    messages: messages.map(({ author, text, writtenOn }) =>
      Object.assign(new IrregularityThreadMessage(), {
        author,
        text: openedText(tx.sealer, { text, report }),
        writtenOn,
      }),
    ),
  })
}
