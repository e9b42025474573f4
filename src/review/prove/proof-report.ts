import type { Finding, Report, Section } from '../report/report'
import { cellName } from './invariant'
import type { Proof } from './prove'
import type { WeakRule } from './weak-rules'
import { refutationText } from './witness-text'

/** What came of a proof, for people and tools. */
export function proofReport(proof: Proof): Report {
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
      ? [{ kind: 'contradiction', level: 'error', message: 'No world keeps to all assumptions.' } as const]
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

function refutations({ invariants }: Proof): readonly Section[] {
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

function invariantFindings({ invariants }: Proof): readonly Finding[] {
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

function staleFinding({ rule, is, condition, path, line }: Proof['stale'][number]): Finding {
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

function dataOf({ invariants, weak, deliberate, stale, unknown, assumed, contradictory }: Proof): unknown {
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
