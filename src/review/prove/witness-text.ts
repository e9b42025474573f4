import type { Question } from '../../policy/decide'
import { type Case, caseOf, type ExpectedCell } from '../case/case'
import { caseText } from '../case/case-text'
import type { Principal } from '../../policy/principal'
import { worldAfter } from '../solve/decode/replay'
import { rowAt, type RowName } from '../world/made-up-world'
import type { Witness } from '../world/witness'
import { type Invariant, type PrincipalChange, sameQuestion } from './invariant'
import type { Verdict } from './prove-invariant'

type Refuted = Extract<Verdict, { kind: 'refuted' }>

/**
 * What refutes an invariant, as a case that expects what the invariant says: it fails until policies or invariant are
 * mended. For a change the world is the one before; what is another value after stands in `about`.
 */
export function refutingCase(invariant: Invariant, verdict: Refuted, name: string): Case {
  const { witness, question, change } = verdict
  const { key } = rowOfCell(invariant, witness, question)
  const expected: ExpectedCell = { question, key, allowed: false }
  const told = change === null ? '' : ` Here ${changeText(witness, change)}.`
  const moment = momentOf(verdict, invariant)
  return caseOf({ ...witness, ...moment }, { name, about: `${invariant.says}${told}`, expect: [expected] })
}

/** The case as text, to read. */
export function refutationText(invariant: Invariant, verdict: Refuted): string {
  return caseText(refutingCase(invariant, verdict, invariant.id)).trimEnd()
}

/** Which row of the witness the cell belongs to. */
export function rowOfCell(invariant: Invariant, witness: Witness, question: Question): RowName {
  if (invariant.kind === 'change' || invariant.kind === 'nothing') return witness.row
  const cell = invariant.cells.find((one) => sameQuestion(one.question, question))
  return cell === undefined || cell.of === 'row' ? witness.row : (witness.others[cell.of] ?? witness.row)
}

/** The same principal, of whom this is so. */
export function changedPrincipal(principal: Principal, set: PrincipalChange['set']): Principal {
  const given = Object.entries(set).map(([name, value]): [string, unknown] => {
    const [part = name, id] = name.split('.')
    return [part, id === undefined ? value : value === null ? null : { id: value }]
  })
  // The names were checked against the principal's words when the invariant was read.
  return { ...principal, ...(Object.fromEntries(given) as Partial<Principal>) }
}

/** WHY after the change, where cells open: there the cell is open that should not be. Where they close: before. */
function momentOf({ witness, change }: Refuted, invariant: Invariant): Pick<Witness, 'principal' | 'world'> {
  const { principal, world } = witness
  if (change === null || (invariant.kind === 'change' && invariant.never === 'closes'))
    return { principal, world }
  if (change.of === 'principal') return { principal: changedPrincipal(principal, change.set), world }
  return { principal, world: worldAfter(witness, change) }
}

function changeText({ world, row, others }: Witness, { of, set }: NonNullable<Refuted['change']>): string {
  const name = of === 'principal' ? null : (others[of] ?? row)
  const what = name === null ? 'the principal' : `${name.type}:${name.key}`
  const before = name === null ? {} : rowAt(world, name)
  return Object.entries(set)
    .map(
      ([key, value]) =>
        `${key} of ${what} is ${String(value)}, not ${String(before?.[key] ?? 'what it was')}`,
    )
    .join(' and ')
}
