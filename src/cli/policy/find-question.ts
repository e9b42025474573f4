import { type Assembled } from '../../app/assemble'
import { suggest } from '../../policy/parse/policy-error'
import { NOBODY } from '../../testing/scenarios/scenario'
import { type CellQuestion } from './explain'
import { type PolicyParts } from './policy-files'

/** The question as it was typed. */
export interface TypedQuestion {
  readonly as: string
  readonly on: string
  readonly field?: string
  readonly action?: string
}

/** Parses it. @throws a sentence about the first unknown word, with a suggestion. */
export function findQuestion(
  words: TypedQuestion,
  { personas, names }: PolicyParts,
  { policies, model }: Assembled,
): CellQuestion {
  known(words.as, 'persona', [...personas.map(({ key }) => key), NOBODY])
  return { persona: words.as, ...findCell(words, { names }, { policies, model }) }
}

/** Parses the row and the field or action: the same without a principal. */
export function findCell(
  { on, field, action = 'read' }: Omit<TypedQuestion, 'as'>,
  { names }: Pick<PolicyParts, 'names'>,
  { policies, model }: Pick<Assembled, 'policies' | 'model'>,
): Omit<CellQuestion, 'persona'> {
  const row = names.get(on) ?? on
  const [, type] = /^([A-Za-z]+):[1-9][0-9]*$/.exec(row) ?? []
  if (type === undefined) throw unknown(on, 'row', names.keys())
  known(type, 'type with a policy', [...policies.types.keys()])
  known(action, `action on ${type}`, ['read', ...(policies.types.get(type)?.actions ?? [])])
  if (field === undefined) return { row, question: { action, type } }
  if (action !== 'read') throw new Error('An action is taken on the whole row: leave --field out.')
  known(
    field,
    `field of ${type}`,
    (model.types.get(type)?.fields ?? []).map(({ name }) => name),
  )
  return { row, question: { action, type, field } }
}

export function known(word: string, what: string, words: readonly string[]): void {
  if (!words.includes(word)) throw unknown(word, what, words)
}

function unknown(word: string, what: string, words: Iterable<string>): Error {
  const help = suggest(word, words)
  return new Error(`There is no ${what} \`${word}\`.${help === undefined ? '' : ` (${help})`}`)
}
