import { allOf, anyOf, type Condition, conditionKey } from '../../policy/condition'
import { match } from '../../policy/match'
import { slotsOf } from '../../policy/slots'
import { rowGraph } from '../world/row-graph'
import type { Witness } from '../world/witness'
import type { Coverers, RuleCoverage } from './coverage'
import { type RuleDuties, ruleDecides } from './obligation'
import { type Duty, dutyKey, type Seen } from './seen-duties'

/** Duties that no test fulfils, and somebody in a made-up world who would fulfil them all. */
export interface Gap {
  readonly duties: readonly Duty[]
  readonly witness: Witness
}

/** How many conditions one question to the solver holds. */
const AT_ONCE = 12

/** What becomes of the duties that no test fulfils: impossible, or a gap with a witness that closes it. */
export async function openDuties(
  duties: RuleDuties,
  seen: Seen,
  coverers: Coverers,
): Promise<Pick<RuleCoverage, 'impossible' | 'gaps' | 'unknown'>> {
  const found: Found = { impossible: [], gaps: [], unknown: [] }
  let open = openOf(duties, seen)
  while (open.length > 0) {
    await settle(open.slice(0, AT_ONCE), found, { type: duties.rule.type, coverers })
    const settled = new Set(
      [
        ...found.impossible,
        ...found.gaps.flatMap((gap) => gap.duties),
        ...found.unknown.map(({ duty }) => duty),
      ].map(dutyKey),
    )
    // A world made for one duty often fulfils others as well.
    open = open.filter((one) => one.duties.some((duty) => !settled.has(dutyKey(duty))))
  }
  return found
}

interface Found {
  readonly impossible: Duty[]
  readonly gaps: Gap[]
  readonly unknown: { readonly duty: Duty; readonly why: string }[]
}

/** Duties that the same condition fulfils: fields that the same rules show. */
interface Open {
  readonly duties: readonly Duty[]
  readonly condition: Condition
}

function openOf(duties: RuleDuties, seen: Seen): readonly Open[] {
  const open = new Map<string, { readonly duties: Duty[]; readonly condition: Condition }>()
  for (const question of duties.questions) {
    for (const { kind, text, className, who, when } of duties.aspects) {
      const duty = { kind, text, className, question }
      if (seen.has(dutyKey(duty))) continue
      const condition = allOf([who, when, ruleDecides(duties, question, kind)])
      const key = conditionKey(condition)
      const same = open.get(key) ?? { duties: [], condition }
      same.duties.push(duty)
      open.set(key, same)
    }
  }
  return [...open.values()]
}

interface Asking {
  readonly type: string
  readonly coverers: Coverers
}

async function settle(open: readonly Open[], found: Found, asking: Asking): Promise<void> {
  const { type, coverers } = asking
  const { model, solver, assumptions } = coverers
  if (open.length === 0) return
  const condition = anyOf(open.map((one) => one.condition))
  const solution = await solver.find({ model, type, condition, assumptions })
  switch (solution.kind) {
    case 'impossible':
      found.impossible.push(...open.flatMap((one) => one.duties))
      return
    case 'unknown': {
      const [first, ...rest] = open
      if (rest.length > 0) for (const one of open) await settle([one], found, asking)
      else for (const duty of first?.duties ?? []) found.unknown.push({ duty, why: solution.why })
      return
    }
    case 'witness': {
      const { witness } = solution
      const row = rowGraph(model, witness.world).row(witness.row)
      const slots = slotsOf(witness.principal, new Date(witness.now))
      const fulfilled = open.filter((one) => match(one.condition, row, slots))
      if (fulfilled.length === 0) throw new Error('The witness fulfils nothing')
      found.gaps.push({ duties: fulfilled.flatMap((one) => one.duties), witness })
      return settle(
        open.filter((one) => !fulfilled.includes(one)),
        found,
        asking,
      )
    }
  }
}
