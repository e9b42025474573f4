import { type MadeUpValue, type MadeUpWorld, rowsOf } from '../../analysis/world/made-up-world'
import { type Witness } from '../../analysis/world/row-graph'
import { type Question } from '../../policy/evaluate/decide'
import { type Principal } from '../../policy/principal'

/** A principal, a moment, a world, and what the answers must be. */
export interface Case {
  /** The name of its file: `policies/cases/NAME.case.yaml`. */
  readonly name: string
  readonly about: string
  /** An ISO instant. */
  readonly clock: string
  readonly principal: Principal
  readonly world: MadeUpWorld
  readonly expect: readonly ExpectedCell[]
}

/** A cell, and whether it is allowed. */
export interface ExpectedCell {
  readonly question: Question
  /** The id of the row; its type is the question's. */
  readonly key: number
  readonly allowed: boolean
}

/** What a witness shows, as a case. */
export function caseOf(
  { principal, now, world }: Witness,
  reported: Pick<Case, 'name' | 'about' | 'expect'>,
): Case {
  return { ...reported, clock: now, principal, world }
}

/** A name of letters, digits and dashes, as cases and files are called. */
export function isCaseName(name: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
}

/** `Invoice:1.net`, `pay on Invoice:1`, `Invoice:1` */
export function cellText({ question: { action, type, field }, key }: ExpectedCell): string {
  const row = `${type}:${key}`
  if (action !== 'read') return `${action} on ${row}`
  return field === undefined ? row : `${row}.${field}`
}

/** The file of a case. The same case is the same bytes, in the form that the formatter of this project leaves alone. */
export function caseText({ about, clock, principal, world, expect }: Case): string {
  const rows = rowsOf(world)
  const types = [...new Set(rows.map(({ type }) => type))]
  return [
    `about: ${scalar(about)}`,
    `clock: ${scalar(clock)}`,
    ...principalLines(principal),
    ...(types.length === 0 ? ['world: {}'] : ['world:']),
    ...types.flatMap((type) => [
      `  ${type}:`,
      ...rows
        .filter((one) => one.type === type)
        .flatMap(({ key, row }) => rowLines(key, Object.entries(row))),
    ]),
    'expect:',
    ...expect.flatMap(cellLines),
    '',
  ].join('\n')
}

/** The principal's values, without those that it lacks. */
function principalLines(principal: Principal): readonly string[] {
  const { user, organisation, membership, partner, role, accounting, scopes, token, staff } = principal
  const ids = Object.entries({ user, organisation, membership, partner })
  const lines = [
    ...ids.flatMap(([name, part]) => (part === null ? [] : [`  ${name}: ${part.id}`])),
    ...(role === null ? [] : [`  role: ${scalar(role)}`]),
    ...(accounting ? ['  accounting: true'] : []),
    ...(scopes.length === 0 ? [] : ['  scopes:', ...scopes.map((scope) => `    - ${scalar(scope)}`)]),
    ...(token ? ['  token: true'] : []),
    ...(staff === null ? [] : [`  staff: ${scalar(staff)}`]),
  ]
  return lines.length === 0 ? ['principal: {}'] : ['principal:', ...lines]
}

function rowLines(key: number, values: readonly (readonly [string, MadeUpValue])[]): readonly string[] {
  if (values.length === 0) return [`    ${key}: {}`]
  return [`    ${key}:`, ...values.map(([name, value]) => `      ${name}: ${valueText(value)}`)]
}

function cellLines({ question: { action, type, field }, key, allowed }: ExpectedCell): readonly string[] {
  return [
    `  - row: ${type}:${key}`,
    ...(field === undefined ? [] : [`    field: ${field}`]),
    ...(action === 'read' ? [] : [`    action: ${action}`]),
    `    allowed: ${allowed}`,
  ]
}

function valueText(value: MadeUpValue): string {
  return typeof value === 'string' ? scalar(value) : String(value)
}

/** Without quotes only where YAML and a reader both take it for the same text. */
function scalar(text: string): string {
  const plain = /^[A-Za-z0-9](?:[A-Za-z0-9 .,;()/'_+-]|:(?=[0-9A-Za-z]))*$/.test(text) && !text.endsWith(' ')
  const misread = ['null', 'true', 'false'].includes(text)
  return plain && !misread ? text : `'${text.replaceAll("'", "''")}'`
}
