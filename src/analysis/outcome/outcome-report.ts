import { type Report } from '../report/report'
import { type OutcomeKind, type PathOutcome } from './walk-answer'

const kinds: readonly OutcomeKind[] = ['value', 'null', 'redacted', 'error', 'absent']

/** Outcomes for people: paths of one shape together, with each reason once. */
export function outcomeReport(persona: string, outcomes: readonly PathOutcome[]): Report {
  const groups = new Map<string, { readonly first: PathOutcome; readonly path: string; count: number }>()
  for (const outcome of outcomes) {
    const path = shapeOf(outcome.path)
    const key = `${path} ${outcome.kind} ${outcome.why}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { first: outcome, path, count: 1 })
    else known.count += 1
  }
  const counts = kinds.map((kind) => `${outcomes.filter((one) => one.kind === kind).length} ${kind}`)
  return {
    title: `What ${persona} gets`,
    summary: [`${outcomes.length} paths: ${counts.join(', ')}.`],
    sections: [
      {
        heading: 'Path by path',
        table: {
          columns: ['path', 'what', 'times', 'rule', 'why'],
          rows: [...groups.values()].map(({ first, path, count }) => [
            path === '' ? '(the whole operation)' : path,
            first.kind,
            String(count),
            first.rule ?? '',
            first.why,
          ]),
        },
      },
    ],
    findings: [],
    passed: true,
    data: { persona, outcomes: outcomes.map((one) => ({ ...one, path: one.path.join('.') })) },
  }
}

/** `invoices.nodes[].net` */
function shapeOf(path: PathOutcome['path']): string {
  return path
    .map((step) => (typeof step === 'number' || step === '*' ? '[]' : `.${step}`))
    .join('')
    .replace(/^\./, '')
}
