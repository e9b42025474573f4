import { LessThanOrEqual } from 'typeorm'
import { type Job, type JobReport } from '../../src/platform/jobs/job'
import { type RegisterAnswer, type VatRegister as Register } from '../../src/platform/vat-check'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { type Transaction } from '../../src/write/transaction'
import { vatStatusAfter } from '../vat/vat-rules'
import { Organisation } from './organisation.entity'
import { VatCheck, VatStatus } from './vat-check.entity'

interface VatCheckParts {
  readonly dependencies: TransactionDependencies
  readonly register: Register
}

/** The most a run asks, so that other jobs get their turn. */
const LONGEST_RUN = 100
/** After so many silences in a row the register is not there: the rest waits for the next run. */
const SILENCES_IN_A_ROW = 5

/** Asks the register about the VAT numbers that are due. WHY a job: nothing waits for a register within a transaction. */
export function vatCheckJob(parts: VatCheckParts): Job {
  return {
    name: 'vat-check',
    every: 60,
    means: 'Asks the register about VAT numbers that were given, and again about those it confirmed.',
    run: (now) => checkDue(parts, now),
  }
}

async function checkDue({ dependencies, register }: VatCheckParts, now: Date): Promise<JobReport> {
  const counts = { CONFIRMED: 0, REFUSED: 0, UNREACHABLE: 0 }
  let silences = 0
  for (const check of await dueChecks(dependencies, now)) {
    const { vatNumber } = check.organisation
    if (vatNumber === null) continue
    const answer: RegisterAnswer = await register.ask({
      prefix: vatNumber.slice(0, 2),
      number: vatNumber.slice(2),
    })
    await systemTransaction(dependencies, now, (tx) => noteAnswer(tx, check, answer))
    counts[answer] += 1
    silences = answer === 'UNREACHABLE' ? silences + 1 : 0
    if (silences === SILENCES_IN_A_ROW) break
  }
  const { CONFIRMED: confirmed, REFUSED: refused, UNREACHABLE: unreachable } = counts
  return { confirmed, refused, unreachable }
}

function dueChecks(dependencies: VatCheckParts['dependencies'], now: Date): Promise<readonly VatCheck[]> {
  return systemTransaction(dependencies, now, ({ manager }) =>
    manager.find(VatCheck, {
      where: { dueAt: LessThanOrEqual(now) },
      relations: { organisation: true },
      order: { dueAt: 'ASC', id: 'ASC' },
      take: LONGEST_RUN,
    }),
  )
}

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
async function noteAnswer(tx: Transaction, asked: VatCheck, answer: RegisterAnswer): Promise<void> {
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
