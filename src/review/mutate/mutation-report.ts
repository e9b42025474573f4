import type { PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import { caseText } from '../case/case-text'
import { principalText } from '../principals/principal-text'
import type { Finding, Report, Section } from '../report/report'
import { type Mutant, MUTANT_KINDS, type MutantKind } from './mutant'
import { survivorCase } from './survivor-case'
import { type Judged, survived, type Verdict } from './verdict'

/** What `mutate` answers: the mutants by kind, and each survivor with the case that would kill it. */
export function mutationReport(
  judged: readonly Judged[],
  means: { readonly set: PolicySet; readonly model: Model },
): Report {
  const survivors = judged.filter(survived)
  const count = (kind: Verdict['kind']): number =>
    judged.filter(({ verdict }) => verdict.kind === kind).length
  const [killed, equivalent] = [count('killed'), count('equivalent')]
  const share = killed + survivors.length === 0 ? 100 : (100 * killed) / (killed + survivors.length)
  return {
    title: 'Mutants of the policies',
    summary: [
      `${judged.length} mutants: ${killed} killed by a test, ${equivalent} proved to change nothing, ${survivors.length} survived.`,
      `${floored(share)} % of those that change something are noticed.`,
    ],
    sections: [byKind(judged), ...survivors.map((one) => survivorSection(one, means))],
    findings: survivors.map(findingOf),
    passed: survivors.length === 0,
    data: {
      mutants: judged.length,
      killed,
      equivalent,
      survived: survivors.length,
      verdicts: judged.map(({ mutant, verdict }) => ({ ...told(mutant), ...toldVerdict(verdict) })),
    },
  }
}

/** INVARIANT: 100 only where it is all of them. */
function floored(share: number): string {
  return share === 100 ? '100' : (Math.floor(share * 10) / 10).toFixed(1)
}

function byKind(judged: readonly Judged[]): Section {
  // The keys of a literal that is typed by itself.
  const kinds = Object.keys(MUTANT_KINDS) as MutantKind[]
  const rows = kinds.flatMap((kind) => {
    const mine = judged.filter(({ mutant }) => mutant.kind === kind)
    const of = (wanted: Verdict['kind']): number =>
      mine.filter(({ verdict }) => verdict.kind === wanted).length
    if (mine.length === 0) return []
    const figures = [mine.length, of('killed'), of('equivalent'), mine.filter(survived).length]
    return [[kind, MUTANT_KINDS[kind], ...figures.map(String)]]
  })
  return {
    heading: 'By kind',
    table: { columns: ['Kind', 'The mistake', 'Mutants', 'Killed', 'Equivalent', 'Survived'], rows },
  }
}

function survivorSection(judged: Judged, means: { readonly set: PolicySet; readonly model: Model }): Section {
  const { mutant, verdict } = judged
  const heading = `${mutant.id}: ${mutant.of}, ${mutant.kind}`
  const found = survivorCase(judged, means)
  if (found === null || verdict.kind !== 'survived') {
    const why = verdict.kind === 'unknown' ? verdict.why : ''
    return { heading, paragraphs: [`${mutant.text}.`, `Neither noticed nor proved to be harmless: ${why}.`] }
  }
  const { witness } = verdict
  const [cell] = found.expect.slice(-1)
  return {
    heading,
    paragraphs: [
      `${mutant.text}.`,
      `No test notices. ${principalText(witness.principal)} would be answered otherwise on ${witness.row.type}:${witness.row.key} than today, when the answer is ${cell?.allowed === true ? 'yes' : 'no'}.`,
      `If today's answer is right: npm run policy -- mutate --accept ${mutant.id}`,
    ],
    code: { language: 'yaml', text: caseText(found).trimEnd() },
  }
}

function findingOf({ mutant }: Judged): Finding {
  const { id, of, text, path, line } = mutant
  return {
    kind: 'surviving-mutant',
    level: 'error',
    message: `${id}: no test notices when in \`${of}\` ${text}.`,
    path,
    ...(line === null ? {} : { line }),
  }
}

function told({ id, kind, of, text, path, line }: Mutant): object {
  return { id, kind, of, text, path, line }
}

function toldVerdict(verdict: Verdict): object {
  switch (verdict.kind) {
    case 'killed':
      return { verdict: 'killed', by: verdict.by }
    case 'equivalent':
      return { verdict: 'equivalent' }
    case 'survived':
      return { verdict: 'survived', question: verdict.question, witness: verdict.witness }
    case 'unknown':
      return { verdict: 'unknown', why: verdict.why }
  }
}
