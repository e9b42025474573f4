import { type Node } from 'yaml'
import { type MadeUpWorld, rowAt, rowsOf, withRow } from '../../analysis/world/made-up-world'
import {
  type Mapping,
  placeOf,
  readFreeMapping,
  readMapping,
  readWord,
  type YamlFile,
} from '../../policy/parse/read-yaml'
import { type Principal } from '../../policy/principal'
import { type Model } from '../../read/schema/model'
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
export function readAxes(node: Node, file: YamlFile, model: Model): readonly Axis[] {
  const axes = readFreeMapping(node, '`vary`', file)
  return (axes?.keys ?? []).map(({ text: name }) => {
    const value = axes?.value(name)
    const variants = value === undefined ? null : readFreeMapping(value, `The variants of \`${name}\``, file)
    if (variants !== null && variants.keys.length < 2) {
      const message = `\`${name}\` varies nothing: it needs two variants or more.`
      file.report({ ...variants.place, code: 'wrong-shape', message })
    }
    return {
      name,
      variants: (variants?.keys ?? []).map((key) => variantOf(key.text, variants, { file, model })),
    }
  })
}

interface Reading {
  readonly file: YamlFile
  readonly model: Model
}

function variantOf(name: string, variants: Mapping | null, { file, model }: Reading): Variant {
  const node = variants?.value(name)
  const keys = { what: 'A variant', required: [], optional: ['principal', 'world'] }
  const said = node === undefined ? null : readMapping(node, keys, file)
  const [principal, world] = [said?.value('principal'), said?.value('world')]
  return {
    name,
    principal: principal === undefined ? {} : readPrincipal(principal, file),
    world: world === undefined ? {} : readWorld(world, file, model),
  }
}

/** The answers in `allowed` of a cell. Every variant must be answered; one answer covers all variants below it. */
export function readAnswers(node: Node, axes: readonly Axis[], file: YamlFile): Answers {
  const [axis, ...rest] = axes
  if (axis === undefined || !('items' in node)) return readAnswer(node, axis, file)
  const names = axis.variants.map(({ name }) => name)
  const keys = { what: `\`allowed\` by ${axis.name}`, required: names, optional: [] }
  const mapping = readMapping(node, keys, file)
  return Object.fromEntries(
    names.map((name) => {
      const value = mapping?.value(name)
      return [name, value === undefined ? false : readAnswers(value, rest, file)]
    }),
  )
}

function readAnswer(node: Node, axis: Axis | undefined, file: YamlFile): boolean {
  const or = axis === undefined ? '' : `, nor a mapping by ${axis.name}`
  if ('items' in node) {
    const message = '`allowed` is `true` or `false`; there is nothing more that this case varies.'
    file.report({ ...placeOf(node, file), code: 'wrong-type', message })
    return false
  }
  const word = readWord(node, '`allowed`', file)
  if (word !== null && word.text !== 'true' && word.text !== 'false') {
    const message = `\`${word.text}\` is not \`true\` or \`false\`${or}.`
    file.report({ ...word.place, code: 'wrong-type', message })
  }
  return word?.text === 'true'
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
