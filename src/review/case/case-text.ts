import type { Principal } from '../../policy/principal'
import { type MadeUpValue, rowsOf } from '../world/made-up-world'
import type { Case, ExpectedCell } from './case'

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

/** What the principal is; what it is not is left out. */
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

/** Plain where YAML reads it as the same text and nobody takes it for something else. */
function scalar(text: string): string {
  const plain = /^[A-Za-z0-9](?:[A-Za-z0-9 .,;()/'_+-]|:(?=[0-9A-Za-z]))*$/.test(text) && !text.endsWith(' ')
  const misread = ['null', 'true', 'false'].includes(text)
  return plain && !misread ? text : `'${text.replaceAll("'", "''")}'`
}
