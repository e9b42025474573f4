import { randomInt } from 'node:crypto'
import { type Sealer } from '../../src/platform/crypto/sealed-text'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction } from '../../src/write/transaction'
import { linesOf } from '../contact/contact-texts'
import { refuse } from '../user-error/user-error'
import { IrregularityAuthor, IrregularityMessage, IrregularityReport } from './irregularity.entity'
import {
  type AnswerIrregularityInput,
  type ContinueIrregularityInput,
  type ReportIrregularityInput,
} from './irregularity.resolver'

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

/** The holder of the receipt writes another message, still without a name. */
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

const MOST_CHARACTERS = 10_000
const MOST_MESSAGES = 200

interface NewMessage {
  readonly report: number
  readonly author: IrregularityAuthor
  readonly text: string
}

/** Seals a message and puts it at the end of the thread of a report, whose row is held or new. */
async function addMessage(tx: ActingTransaction, { report, author, text }: NewMessage): Promise<void> {
  const written = messageText(text)
  const ids = await tx.manager.find(IrregularityMessage, {
    where: { report: { id: report } },
    select: { id: true },
    order: { id: 'ASC' },
  })
  if (ids.length >= MOST_MESSAGES) throw refuse('CONFLICT', 'THREAD_FULL')
  await tx.manager.insert(IrregularityMessage, {
    id: nextId(ids.at(-1)?.id),
    report: { id: report },
    author,
    text: tx.sealer.seal(written, threadName(report)),
    writtenOn: tx.today,
  })
}

/** WHY at random: a counter would show in which order messages of all reports came. */
function nextId(last: number | undefined): number {
  return last === undefined ? randomInt(1, 2 ** 30) : last + randomInt(1, 2 ** 22)
}

/** The message, of a length that can be stored. */
function messageText(text: string): string {
  return linesOf(text, { field: 'text', most: MOST_CHARACTERS })
}

/** The owner a message is sealed for, so that it cannot be moved to another thread. */
function threadName(report: number): string {
  return `irregularity ${report}`
}

/**
 * A message as it was written. A text without the mark of a seal was never sealed: the demo world has no secret.
 * @throws where it was sealed under another secret, or changed since.
 */
export function openedText(sealer: Sealer, { text, report }: { text: string; report: number }): string {
  if (!text.startsWith('s1.')) return text
  const opened = sealer.open(text, threadName(report))
  if (opened === undefined)
    throw new Error('A message about an irregularity cannot be opened with this secret')
  return opened
}
