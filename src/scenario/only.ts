import { suggest } from '../policy/suggest'
import type { ScenarioBook } from './scenario'

/**
 * The scenarios of one file, of one persona, or of one persona of a file: `client-owner`, `story-ended.yaml`,
 * `story-ended/partner-ended`. What else is told of these personas stays: it adds up to all they see.
 * @throws a sentence where nobody is meant.
 */
export function onlyThese(book: ScenarioBook, words: string): ScenarioBook {
  const parts = words.split('/').map((part) => part.replace(/\.ya?ml$/, ''))
  const files = new Map(book.scenarios.map((one) => [fileOf(one.path), one.as]))
  const everybody = new Set(book.scenarios.flatMap(({ as }) => as))
  let personas = everybody
  for (const part of parts) {
    const named = everybody.has(part) ? [part] : files.get(part)
    if (named === undefined) {
      const help = suggest(part, [...files.keys(), ...everybody])
      throw new Error(
        `There is no scenario file and no persona \`${part}\`.${help === undefined ? '' : ` (${help})`}`,
      )
    }
    personas = new Set(named.filter((persona) => personas.has(persona)))
  }
  if (personas.size === 0) throw new Error(`No scenario is told of \`${words}\`.`)
  const scenarios = book.scenarios
    .map((one) => ({ ...one, as: one.as.filter((persona) => personas.has(persona)) }))
    .filter(({ as }) => as.length > 0)
  return { ...book, scenarios }
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '')
}
