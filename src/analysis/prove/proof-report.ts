import { type Question } from '../../policy/evaluate/decide'
import { type Principal } from '../../policy/principal'
import { type Case, caseOf, caseText, type ExpectedCell } from '../../testing/cases/case'
import { type Finding, type Report, type Section } from '../report/report'
import { worldAfter } from '../solver/decode-witness'
import { rowAt, type RowName } from '../world/made-up-world'
import { type Witness } from '../world/row-graph'
import { cellName, type Invariant, type PrincipalChange, sameQuestion } from './invariant'
import { type InvariantProof, type WeakRule } from './prove'
import { type ProofResult } from './prove-invariant'

/** The result of a proof, for people and tools. */
export function proofReport(proof: InvariantProof): Report {
  const { invariants, weak, deliberate, stale, unknown, assumed, contradictory } = proof
  const findings = [...invariantFindings(proof), ...weak.map(weakFinding), ...stale.map(staleFinding)]
  const open = unknown.map(({ rule, why }): Finding => ({
    kind: 'unknown',
    level: 'warning',
    message: `Whether \`${rule.id}\` is weak was not found out: ${why}.`,
    path: rule.path,
    line: rule.line,
  }))
  const all = [
    ...(contradictory
      ? [
          {
            kind: 'contradiction',
            level: 'error',
            message: 'The assumptions contradict each other: no world satisfies all of them.',
          } as const,
        ]
      : []),
    ...findings,
    ...open,
  ]
  const count = (kind: string): number => invariants.filter(({ verdict }) => verdict.kind === kind).length
  return {
    title: 'What is proved for every principal in every world',
    summary: [
      `${invariants.length} invariants: ${count('proved')} proved, ${count('refuted')} refuted, ${count('vacuous')} vacuous, ${count('unknown')} unknown; under ${assumed.length} assumptions.`,
      `${weak.length} weak rules that nobody meant, ${deliberate.length} that are meant, ${stale.length} said to be weak and not.`,
    ],
    sections: [
      {
        heading: 'Invariants',
        table: {
          columns: ['', 'Invariant', 'For every principal and every row'],
          rows: invariants.map(({ invariant, verdict }) => [verdict.kind, invariant.id, invariant.says]),
        },
      },
      ...refutations(proof),
      {
        heading: 'Assumptions',
        table: {
          columns: ['Assumption', 'Taken for granted'],
          rows: assumed.map(({ id, means }) => [id, means]),
        },
      },
      {
        heading: 'Weak on purpose',
        table: {
          columns: ['Rule', 'Is', 'Because'],
          rows: deliberate.map(({ weakness, meant }) => [
            weakness.rule.id,
            weaknessText(weakness),
            meant.because,
          ]),
        },
      },
    ],
    findings: all,
    passed: !all.some(({ level }) => level === 'error'),
    data: dataOf(proof),
  }
}

function refutations({ invariants }: InvariantProof): readonly Section[] {
  return invariants.flatMap(({ invariant, verdict }): Section[] =>
    verdict.kind === 'refuted'
      ? [
          {
            heading: `Refuted: ${invariant.id}`,
            paragraphs: [invariant.says, `\`${cellName(verdict)}\` is open to this principal in this world:`],
            code: { language: 'yaml', text: refutationText(invariant, verdict) },
          },
        ]
      : [],
  )
}

function invariantFindings({ invariants }: InvariantProof): readonly Finding[] {
  return invariants.flatMap(({ invariant: { id, path, line }, verdict }): Finding[] => {
    switch (verdict.kind) {
      case 'proved':
        return []
      case 'refuted': {
        const message = `\`${id}\` does not hold: \`${cellName(verdict)}\` breaks it.`
        return [{ kind: 'refuted-invariant', level: 'error', message, path, line }]
      }
      case 'vacuous': {
        const message = `\`${id}\` says nothing: what it is about never happens.`
        return [{ kind: 'vacuous-invariant', level: 'error', message, path, line }]
      }
      case 'unknown': {
        const message = `Whether \`${id}\` holds was not found out: ${verdict.why}.`
        return [{ kind: 'unknown', level: 'error', message, path, line }]
      }
    }
  })
}

function weakFinding(weakness: WeakRule): Finding {
  const { rule, is, condition } = weakness
  const messages = {
    dead: `\`${rule.id}\` never holds, for anybody in any world.`,
    shadowed: `Without \`${rule.id}\` every cell is the same: other rules say it already.`,
    redundant: `\`${rule.id}\` needs no \`${condition ?? ''}\`: without it every cell is the same.`,
  }
  return { kind: `${is}-rule`, level: 'error', message: messages[is], path: rule.path, line: rule.line }
}

function staleFinding({ rule, is, condition, path, line }: InvariantProof['stale'][number]): Finding {
  const what = condition === null ? `\`${rule}\`` : `\`${condition}\` of \`${rule}\``
  return {
    kind: 'stale-reason',
    level: 'error',
    message: `${what} is said to be ${is} on purpose, and is not ${is}: remove the entry.`,
    path,
    line,
  }
}

function weaknessText({ is, condition }: WeakRule): string {
  return condition === null ? is : `${is}: \`${condition}\``
}

function dataOf({
  invariants,
  weak,
  deliberate,
  stale,
  unknown,
  assumed,
  contradictory,
}: InvariantProof): unknown {
  const plain = ({ rule, is, condition }: WeakRule): object => ({
    rule: rule.id,
    is,
    ...(condition === null ? {} : { condition }),
    path: rule.path,
    line: rule.line,
  })
  return {
    invariants: invariants.map(({ invariant: { id, says, kind, path, line }, verdict }) => ({
      id,
      says,
      kind,
      path,
      line,
      verdict,
    })),
    assumptions: assumed.map(({ id, means, path, line }) => ({ id, means, path, line })),
    contradictory,
    weak: weak.map(plain),
    deliberate: deliberate.map(({ weakness, meant }) => ({ ...plain(weakness), because: meant.because })),
    stale: stale.map(({ rule, is, condition, path, line }) => ({ rule, is, condition, path, line })),
    unknown: unknown.map(({ rule, why }) => ({ rule: rule.id, why })),
  }
}

type Refuted = Extract<ProofResult, { kind: 'refuted' }>

/**
 * What refutes an invariant, as a case that expects what the invariant says: it fails until policies or invariant are
 * mended. For a change the world is the one before; what is another value after stands in `about`.
 */
export function refutingCase(invariant: Invariant, verdict: Refuted, name: string): Case {
  const { witness, question, change } = verdict
  const { key } = rowOfCell(invariant, witness, question)
  const expected: ExpectedCell = { question, key, allowed: false }
  const reported = change === null ? '' : ` Here ${changeText(witness, change)}.`
  const moment = momentOf(verdict, invariant)
  return caseOf(
    { ...witness, ...moment },
    { name, about: `${invariant.says}${reported}`, expect: [expected] },
  )
}

/** The case as text, to read. */
function refutationText(invariant: Invariant, verdict: Refuted): string {
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
