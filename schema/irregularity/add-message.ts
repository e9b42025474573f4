import { randomInt } from 'node:crypto'
import type { ActingTransaction } from '../../src/write/transaction'
import { linesOf } from '../contact/line-of'
import { refuse } from '../user-error/refuse'
import { threadName } from './opened-text'
import type { IrregularityAuthor } from './irregularity-author'
import { IrregularityMessage } from './irregularity-message.entity'

const MOST_CHARACTERS = 10_000
const MOST_MESSAGES = 200

export interface NewMessage {
  readonly report: number
  readonly author: IrregularityAuthor
  readonly text: string
}

/** Seals a message and puts it at the end of the thread of a report, whose row is held or new. */
export async function addMessage(tx: ActingTransaction, { report, author, text }: NewMessage): Promise<void> {
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

/** WHY by chance: a counter would tell in which order messages of all reports came. */
function nextId(last: number | undefined): number {
  return last === undefined ? randomInt(1, 2 ** 30) : last + randomInt(1, 2 ** 22)
}

/** What was written, of a length that can be kept. */
export function messageText(text: string): string {
  return linesOf(text, { field: 'text', most: MOST_CHARACTERS })
}
