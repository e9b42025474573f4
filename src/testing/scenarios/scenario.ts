import { type PolicyError, type SourcePosition } from '../../policy/parse/policy-error'

/** All scenarios, and the table of which each proves some cells. */
export interface ScenarioBook {
  /** The moment of every scenario. */
  readonly clock: Date
  /** The rows of the table, by key: the principals. */
  readonly principals: ReadonlyMap<string, string>
  /** The columns of the table, by letter: what is asked for. */
  readonly columns: ReadonlyMap<string, string>
  readonly scenarios: readonly Scenario[]
}

/** What some personas, who stand for one row of the table, see and may do. */
export interface Scenario {
  readonly path: string
  readonly about: string
  /** Its row of the table; empty where it proves no cell. */
  readonly principal: string
  /** Keys of personas, or `nobody`. */
  readonly as: readonly string[]
  readonly proofs: readonly ScenarioEntry[]
}

/** One cell of the table in terms of the world; or what else those personas see, beside the cells. */
export interface ScenarioEntry {
  /** `client-owner/A`; null for what is besides the table. */
  readonly cell: string | null
  /** What the table says there. */
  readonly says: string
  readonly sees: readonly VisibleRows[]
  readonly may: readonly Permission[]
  readonly hides: readonly HiddenRows[]
}

/** These rows are known, and these fields of them readable. Several of these add up. */
export interface VisibleRows {
  readonly type: string
  readonly rows: readonly string[]
  readonly fields: readonly string[]
  readonly place: SourcePosition
}

/** This action is allowed on these rows. */
export interface Permission {
  readonly type: string
  readonly action: string
  readonly rows: readonly string[]
  readonly place: SourcePosition
}

/**
 * States for a reader what is hidden. What is not listed is hidden anyway. `fields` is null where
 * the whole row must be unknown.
 */
export interface HiddenRows {
  readonly type: string
  readonly rows: readonly string[]
  readonly fields: readonly string[] | null
  readonly place: SourcePosition
}

/** The name of the signed-out persona in scenarios. */
export const NOBODY = 'nobody'

/** One mistake in a scenario file: a sentence, and what was perhaps meant. */
export type ScenarioError = Omit<PolicyError, 'code'>

/** Receives the mistakes of a load, one after the other. */
export type ReportScenarioError = (error: ScenarioError) => void

/** Every mistake of a set of scenario files. None of them is run. */
export class ScenarioErrors extends Error {
  override readonly name = 'ScenarioErrors'

  constructor(readonly errors: readonly ScenarioError[]) {
    super(errors.map(scenarioErrorText).join('\n'))
  }
}

/** `policies/scenarios/stranger.yaml:12:7  There is no persona `strangr`. (did you mean `stranger`?)` */
export function scenarioErrorText(error: ScenarioError): string {
  const help = error.suggestion === undefined ? '' : ` (${error.suggestion})`
  return `${error.path}:${error.line}:${error.column}  ${error.message}${help}`
}

/** What one persona sees in all: the sum of its scenarios. What is not in it must be hidden. */
export interface Expectation {
  readonly persona: string
  /** The row as a persona sees it, by its id. */
  readonly rows: ReadonlyMap<string, ExpectedRow>
}

interface ExpectedRow {
  readonly fields: ReadonlySet<string>
  readonly actions: ReadonlySet<string>
}

/** One expectation for each persona of a scenario. */
export function expectationsOf({ scenarios }: Pick<ScenarioBook, 'scenarios'>): readonly Expectation[] {
  const personas = [...new Set(scenarios.flatMap(({ as }) => as))]
  return personas.map((persona) => expectationOf(persona, scenariosOf(persona, scenarios)))
}

function expectationOf(persona: string, scenarios: readonly Scenario[]): Expectation {
  const rows = new Map<string, { fields: Set<string>; actions: Set<string> }>()
  const row = (id: string) => {
    const found = rows.get(id) ?? { fields: new Set<string>(), actions: new Set<string>() }
    rows.set(id, found)
    return found
  }
  for (const { sees, may } of scenarios.flatMap(({ proofs }) => proofs)) {
    for (const { rows: ids, fields } of sees) {
      for (const id of ids) {
        const known = row(id)
        for (const field of fields) known.fields.add(field)
      }
    }
    for (const { rows: ids, action } of may) for (const id of ids) row(id).actions.add(action)
  }
  return { persona, rows }
}

/** The scenarios about a persona. */
export function scenariosOf(persona: string, scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.filter(({ as }) => as.includes(persona))
}
