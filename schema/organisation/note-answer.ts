import type { RegisterAnswer } from '../../src/services/vat-check/vat-check'
import type { Transaction } from '../../src/write/transaction'
import { vatStatusAfter } from '../vat/vat-status-after'
import { Organisation } from './organisation.entity'
import { VatCheck } from './vat-check.entity'
import { VatStatus } from './vat-status'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** How long an answer of the register is good for. */
const GOOD_FOR = 90 * DAY
/** How long a register that cannot be reached takes nothing away. */
const PATIENCE = 14 * DAY

/**
 * Writes down what the register said of a number. Nothing, where another number was given meanwhile, or somebody else
 * wrote it down.
 */
export async function noteAnswer(tx: Transaction, asked: VatCheck, answer: RegisterAnswer): Promise<void> {
  const organisation = asked.organisation.id
  await tx.lock('organisations', [organisation])
  const { id, dueAt, attempts } = asked
  const check = await tx.manager.findOneBy(VatCheck, { id, dueAt, attempts })
  const { vatNumber, vatStatus: before } = await tx.manager.findOneByOrFail(Organisation, {
    id: organisation,
  })
  if (check === null || vatNumber !== asked.organisation.vatNumber) return
  await putOff(tx, check, answer)
  const after = isPatient(tx.now, check, { before, answer }) ? before : vatStatusAfter(before, answer)
  if (after === before) return
  await tx.manager.update(Organisation, organisation, { vatStatus: VatStatus[after] })
  await tx.audit({
    action: 'organisation VAT number checked',
    subject: { type: 'Organisation', key: organisation },
    organisation,
    detail: { answer, before, after },
  })
}

/** WHY: a register out of order says nothing about a number it has confirmed; but not for ever. */
function isPatient(
  now: Date,
  { confirmedAt }: VatCheck,
  { before, answer }: { readonly before: VatStatus; readonly answer: RegisterAnswer },
): boolean {
  if (answer !== 'UNREACHABLE' || before !== VatStatus.VALID || confirmedAt === null) return false
  return now.getTime() < confirmedAt.getTime() + GOOD_FOR + PATIENCE
}

/** When it is asked again: when the answer has grown old, or soon and then ever later where there was none. */
async function putOff({ manager, now }: Transaction, check: VatCheck, answer: RegisterAnswer): Promise<void> {
  const { id, attempts } = check
  switch (answer) {
    case 'CONFIRMED':
      await manager.update(VatCheck, id, { dueAt: after(now, GOOD_FOR), attempts: 0, confirmedAt: now })
      return
    case 'REFUSED':
      // Until the number is given again.
      await manager.delete(VatCheck, id)
      return
    case 'UNREACHABLE': {
      const pause = Math.min(5 * MINUTE * 2 ** Math.min(attempts, 20), DAY)
      await manager.update(VatCheck, id, { dueAt: after(now, pause), attempts: attempts + 1 })
    }
  }
}

function after(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds)
}
