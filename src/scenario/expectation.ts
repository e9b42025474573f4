import type { Scenario, ScenarioBook } from './scenario'

/** What one persona sees in all: the sum of its scenarios. What is not in it must be hidden. */
export interface Expectation {
  readonly persona: string
  /** The row as a persona sees it, by its id. */
  readonly rows: ReadonlyMap<string, ExpectedRow>
}

export interface ExpectedRow {
  readonly fields: ReadonlySet<string>
  readonly actions: ReadonlySet<string>
}

/** One expectation for each persona that a scenario speaks of. */
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

/** The scenarios that tell of a persona. */
export function scenariosOf(persona: string, scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.filter(({ as }) => as.includes(persona))
}
