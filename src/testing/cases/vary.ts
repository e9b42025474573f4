import { type MadeUpWorld, rowAt, rowsOf, withRow } from '../../analysis/world/made-up-world'
import { type SourcePosition, suggestion } from '../../policy/parse/policy-error'
import { type PlacedText, readable } from '../../policy/parse/read-shape'
import { type YamlFile } from '../../policy/parse/read-yaml'
import { type Principal } from '../../policy/principal'
import { type Model } from '../../read/schema/model'
import { type PlacedAnswers, type PlacedAxes } from './case-grammar'
import { readPrincipal, readWorld } from './read-world'

/** One thing that a case varies, such as the payment mode: each variant says what is different from the case. */
export interface Axis {
  readonly name: string
  readonly variants: readonly Variant[]
}

export interface Variant {
  readonly name: string
  readonly principal: Partial<Principal>
  readonly world: MadeUpWorld
}

/** Whether a cell is allowed: at once, or by the variant of the first axis, then of the next. */
export type Answers = boolean | { readonly [variant: string]: Answers }

/** The axes that `vary` of a case names, in the order in which `allowed` asks for them. */
export function readAxes(axes: PlacedAxes, file: YamlFile, model: Model): readonly Axis[] {
  return readable(axes).map(({ name, value: variants }) => ({
    name: name.text,
    variants: readable(variants).map(({ name: variant, value: { principal, world } }) => ({
      name: variant.text,
      principal: principal === undefined ? {} : readPrincipal(principal, file),
      world: world === undefined ? {} : readWorld(world, file, model),
    })),
  }))
}

interface AnswerReading {
  readonly file: YamlFile
  /** Where an answer that is missing is reported. */
  readonly at: SourcePosition
}

/** The answers in `allowed` of a cell. Every variant must be answered; one answer covers all variants below it. */
export function readAnswers(said: PlacedAnswers, axes: readonly Axis[], reading: AnswerReading): Answers {
  const [axis, ...rest] = axes
  if (isOne(said)) return readAnswer(said, axis, reading)
  const at = said[0]?.name.place ?? reading.at
  if (axis === undefined) {
    const message = '`allowed` is `true` or `false`; there is nothing more that this case varies.'
    reading.file.report({ ...at, code: 'wrong-type', message })
    return false
  }
  const names = axis.variants.map(({ name }) => name)
  const what = `\`allowed\` by ${axis.name}`
  for (const { name } of said) {
    if (names.includes(name.text)) continue
    const message = `${what} has no key \`${name.text}\`.`
    reading.file.report({ ...name.place, code: 'unknown-key', message, ...suggestion(name.text, names) })
  }
  return Object.fromEntries(
    names.map((variant) => {
      const value = said.find(({ name }) => name.text === variant)?.value
      if (value !== undefined && value !== null)
        return [variant, readAnswers(value, rest, { ...reading, at })]
      const message = `${what} needs the key \`${variant}\`.`
      if (value === undefined) reading.file.report({ ...at, code: 'missing-key', message })
      return [variant, false]
    }),
  )
}

function isOne(said: PlacedAnswers): said is PlacedText {
  return 'text' in said
}

function readAnswer({ text, place }: PlacedText, axis: Axis | undefined, { file }: AnswerReading): boolean {
  const or = axis === undefined ? '' : `, nor a mapping by ${axis.name}`
  if (text !== 'true' && text !== 'false') {
    const message = `\`${text}\` is not \`true\` or \`false\`${or}.`
    file.report({ ...place, code: 'wrong-type', message })
  }
  return text === 'true'
}

/** Every choice of one variant of each axis; a single choice of nothing where nothing varies. */
export function choices(axes: readonly Axis[]): readonly (readonly Variant[])[] {
  return axes.reduce<readonly (readonly Variant[])[]>(
    (chosen, { variants }) => chosen.flatMap((before) => variants.map((variant) => [...before, variant])),
    [[]],
  )
}

export function answerFor(answers: Answers, choice: readonly Variant[]): boolean {
  const [variant, ...rest] = choice
  if (typeof answers === 'boolean' || variant === undefined) return answers === true
  return answerFor(answers[variant.name] ?? false, rest)
}

/** The world with the values of the variants written over its own, row by row; rows it lacks are added. */
export function variedWorld(world: MadeUpWorld, choice: readonly Variant[]): MadeUpWorld {
  return choice
    .flatMap((variant) => rowsOf(variant.world))
    .reduce((varied, { row, ...at }) => withRow(varied, at, { ...rowAt(varied, at), ...row }), world)
}
