import type { Place } from '../policy/policy-error'

/** One mistake in a scenario file: a sentence, and what was perhaps meant. */
export interface ScenarioError extends Place {
  readonly message: string
  readonly suggestion?: string
}

/** Receives the mistakes of a load, one after the other. */
export type Complain = (error: ScenarioError) => void

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
