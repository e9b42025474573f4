import type { Job, JobReport } from '../../src/jobs/job'
import type { RegisterAnswer, VatCheck as Register } from '../../src/services/vat-check/vat-check'
import type { TransactionGround } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/system-transaction'
import { LessThanOrEqual } from 'typeorm'
import { noteAnswer } from './note-answer'
import { VatCheck } from './vat-check.entity'

export interface VatCheckParts {
  readonly ground: TransactionGround
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

async function checkDue({ ground, register }: VatCheckParts, now: Date): Promise<JobReport> {
  const counts = { CONFIRMED: 0, REFUSED: 0, UNREACHABLE: 0 }
  let silences = 0
  for (const check of await dueChecks(ground, now)) {
    const { vatNumber } = check.organisation
    if (vatNumber === null) continue
    const answer: RegisterAnswer = await register.ask({
      prefix: vatNumber.slice(0, 2),
      number: vatNumber.slice(2),
    })
    await systemTransaction(ground, now, (tx) => noteAnswer(tx, check, answer))
    counts[answer] += 1
    silences = answer === 'UNREACHABLE' ? silences + 1 : 0
    if (silences === SILENCES_IN_A_ROW) break
  }
  const { CONFIRMED: confirmed, REFUSED: refused, UNREACHABLE: unreachable } = counts
  return { confirmed, refused, unreachable }
}

function dueChecks(ground: VatCheckParts['ground'], now: Date): Promise<readonly VatCheck[]> {
  return systemTransaction(ground, now, ({ manager }) =>
    manager.find(VatCheck, {
      where: { dueAt: LessThanOrEqual(now) },
      relations: { organisation: true },
      order: { dueAt: 'ASC', id: 'ASC' },
      take: LONGEST_RUN,
    }),
  )
}
