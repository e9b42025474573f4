import type { Assembled } from '../../assemble'
import type { Subject } from '../../scenario/run-scenarios'
import type { ScenarioBook } from '../../scenario/scenario'
import { loadScenarios } from '../../scenario/load-scenarios'
import { fieldsOf, rowsNamed, type ScenarioWorld } from '../../scenario/scenario-world'
import type { PolicyParts } from './policy-parts'

/** The scenarios, checked against the policies' words, and everything they must speak of or leave hidden. */
export function openScenarios(
  parts: PolicyParts,
  { model, policies }: Pick<Assembled, 'model' | 'policies'>,
): { readonly book: ScenarioBook; readonly subjects: readonly Subject[] } {
  const world: ScenarioWorld = {
    personas: parts.personas.map(({ key }) => key),
    names: parts.names,
    vocabulary: model,
    actions: new Map([...policies.types].map(([type, { actions }]) => [type, actions])),
  }
  const subjects = [...world.actions].map(([type, actions]) => ({
    type,
    rows: [...rowsNamed(world, type).values()],
    fields: fieldsOf(world, type),
    actions,
  }))
  return { book: loadScenarios(parts.scenarioFiles(), world), subjects }
}
