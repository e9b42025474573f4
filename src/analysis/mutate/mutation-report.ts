import { type PolicySet } from '../../policy/policy-set'
import { type Model } from '../../read/schema/model'
import { type Case, caseText } from '../../testing/cases/case'
import { firstDifference } from '../../testing/first-difference'
import { caseName, readyCase, type Tested, testedByCases } from '../../testing/tested'
import { principalText } from '../principals'
import { type Finding, type Report, type Section } from '../report/report'
import { type MutantResult, survived, type MutantOutcome } from './mutant-outcomes'
import { type Mutant, MUTANT_KINDS, type MutantKind } from './mutant'

/** What `mutate` answers: the mutants by kind, and each survivor with the case that would kill it. */
export function mutationReport(
  results: readonly MutantResult[],
  dependencies: { readonly set: PolicySet; readonly model: Model },
): Report {
  const survivors = results.filter(survived)
  const count = (kind: MutantOutcome['kind']): number =>
    results.filter(({ verdict }) => verdict.kind === kind).length
  const [killed, equivalent] = [count('killed'), count('equivalent')]
  const share = killed + survivors.length === 0 ? 100 : (100 * killed) / (killed + survivors.length)
  return {
    title: 'Mutants of the policies',
    summary: [
      `${results.length} mutants: ${killed} killed by a test, ${equivalent} proved to change nothing, ${survivors.length} survived.`,
      `${floored(share)} % of those that change something are noticed.`,
    ],
    sections: [byKind(results), ...survivors.map((one) => survivorSection(one, dependencies))],
    findings: survivors.map(findingOf),
    passed: survivors.length === 0,
    data: {
      mutants: results.length,
      killed,
      equivalent,
      survived: survivors.length,
      verdicts: results.map(({ mutant, verdict }) => ({ ...reported(mutant), ...reportedOutcome(verdict) })),
    },
  }
}

/** INVARIANT: 100 only where it is all of them. */
function floored(share: number): string {
  return share === 100 ? '100' : (Math.floor(share * 10) / 10).toFixed(1)
}

function byKind(results: readonly MutantResult[]): Section {
  // The keys of a literal that is typed by itself.
  const kinds = Object.keys(MUTANT_KINDS) as MutantKind[]
  const rows = kinds.flatMap((kind) => {
    const mine = results.filter(({ mutant }) => mutant.kind === kind)
    const of = (wanted: MutantOutcome['kind']): number =>
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

function survivorSection(
  result: MutantResult,
  dependencies: { readonly set: PolicySet; readonly model: Model },
): Section {
  const { mutant, verdict } = result
  const heading = `${mutant.id}: ${mutant.of}, ${mutant.kind}`
  const found = survivorCase(result, dependencies)
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

function findingOf({ mutant }: MutantResult): Finding {
  const { id, of, text, path, line } = mutant
  return {
    kind: 'surviving-mutant',
    level: 'error',
    message: `${id}: no test notices when in \`${of}\` ${text}.`,
    path,
    ...(line === null ? {} : { line }),
  }
}

function reported({ id, kind, of, text, path, line }: Mutant): object {
  return { id, kind, of, text, path, line }
}

function reportedOutcome(verdict: MutantOutcome): object {
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

/**
 * The case that accepts what the policies do now and kills the mutant: the cell of the witness that the two answer
 * differently. Null where none is known.
 */
export function survivorCase(
  { mutant, verdict }: MutantResult,
  dependencies: { readonly set: PolicySet; readonly model: Model },
): Case | null {
  if (verdict.kind !== 'survived') return null
  const { witness, question } = verdict
  const { type } = witness.row
  const name = caseName(mutant.of, mutant.kind, mutant.id)
  const about = `${mutant.of}: it must be noticed when ${sentence(mutant.text)}.`
  // The row as well: where the mutant makes it known, that is noticed by any question.
  const questions = question.field === undefined ? [question] : [{ action: 'read', type }, question]
  return readyCase(witness, { name, about, questions }, dependencies)
}

/** WHY: backticks are for reports, and a case is plain text. */
function sentence(text: string): string {
  return text.replaceAll('`', '')
}

/** Cases that kill these survivors, no more than needed: a mutant that an earlier case kills gets no case of its own. */
export function acceptedCases(
  results: readonly MutantResult[],
  dependencies: { readonly set: PolicySet; readonly model: Model },
): readonly Case[] {
  const { set, model } = dependencies
  const accepted: Case[] = []
  const tested: Tested[] = []
  for (const one of results.filter(survived)) {
    if (firstDifference({ set, tested }, one.mutant) !== null) continue
    const found = survivorCase(one, dependencies)
    if (found === null) continue
    accepted.push(found)
    tested.push(...testedByCases([found], model))
  }
  return accepted
}
