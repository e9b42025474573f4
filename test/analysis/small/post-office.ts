import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type PolicySet } from '../../../src/policy/policy-set'
import {
  type ColumnModel,
  type Model,
  type RelationModel,
  type TypeModel,
} from '../../../src/read/schema/model'

/** Two types, without a schema or tables behind them. */
export const postOffice: Model = {
  types: new Map(
    [
      type('Person', {
        fields: ['name', 'letters'],
        attributes: [],
        relations: [
          toMany('letters', 'Letter', 'owner_id'),
          toMany('carried', 'Letter', 'carrier_id'),
          toMany('pages', 'Page', 'writer_id'),
        ],
      }),
      type('Letter', {
        fields: ['subject', 'body', 'pages'],
        attributes: [
          column('state', { type: 'string', values: ['NEW', 'SENT'] }),
          column('urgent', { type: 'bool', nullable: true }),
        ],
        relations: [
          toOne('owner', 'Person', 'owner_id'),
          toOne('carrier', 'Person', 'carrier_id'),
          toMany('pages', 'Page', 'letter_id'),
        ],
      }),
      type('Page', {
        fields: ['text'],
        attributes: [],
        relations: [toOne('letter', 'Letter', 'letter_id'), toOne('writer', 'Person', 'writer_id')],
      }),
    ].map((one) => [one.name, one]),
  ),
  roles: ['CLERK', 'CHIEF'],
}

export const principalsText = `classes:
  clerk: { when: principal.role == "CLERK", means: A clerk. }
  chief: { when: principal.role == "CHIEF", means: A chief. }
`

export const letterText = `type: Letter
actions: [send, burn]
facts:
  mine: letter.owner.id == principal.user.id
rules:
  - id: letter/mine
    permit: read
    fields: [subject, body, pages]
    to: [clerk]
    when: mine
    because: One's own.
  - id: letter/urgent
    permit: read
    fields: [subject]
    to: [clerk, chief]
    when: letter.urgent == true || letter.state != "NEW"
    because: Urgent or sent.
  - id: letter/chief
    permit: read
    fields: [subject, body]
    to: [chief]
    when: letter.owner == null
    because: Nobody's.
  - id: letter/carried
    forbid: read
    fields: [body]
    to: everyone
    when: letter.carrier.id == principal.user.id
    because: Who carries it does not read it.
  - id: letter/send
    permit: send
    to: [clerk]
    when: mine && letter.state == "NEW"
    because: Sent once.
  - id: letter/burn
    permit: burn
    to: [chief]
    because: Chiefs burn.
`

export const personText = `type: Person
rules:
  - id: person/writes
    permit: read
    fields: all
    to: everyone
    when: person.letters.exists(l, l.state == "SENT" && l.carrier.id != principal.user.id)
    because: Has sent something.
`

export const pageText = `type: Page
partOf: { relation: letter, field: pages }
rules:
  - id: page/with-its-letter
    permit: read
    fields: all
    to: [clerk, chief]
    because: With its letter.
`

/** The policies of these texts, by file name; documents that are left out are the usual ones. */
export function postPolicies(texts: Readonly<Record<string, string>> = {}): PolicySet {
  const files = {
    'principals.yaml': principalsText,
    'letter.policy.yaml': letterText,
    'person.policy.yaml': personText,
    'page.policy.yaml': pageText,
    ...texts,
  }
  const read = Object.entries(files).map(([name, text]) => ({ path: `policies/${name}`, text }))
  return loadPolicies(read, postOffice)
}

function type(
  name: string,
  {
    fields,
    attributes,
    relations,
  }: {
    readonly fields: readonly string[]
    readonly attributes: readonly ColumnModel[]
    readonly relations: readonly RelationModel[]
  },
): TypeModel {
  return {
    name,
    variable: name.toLowerCase(),
    table: `${name.toLowerCase()}s`,
    isNode: true,
    fields: fields.map((field) => ({ name: field, nullable: true })),
    attributes: new Map([column('id', { type: 'int' }), ...attributes].map((one) => [one.name, one])),
    relations: new Map(relations.map((one) => [one.name, one])),
    answers: new Map(),
  }
}

function column(
  name: string,
  { type: kind, nullable = false, values }: Pick<ColumnModel, 'type'> & Partial<ColumnModel>,
): ColumnModel {
  const sql = (alias: string): string => `${alias}.\`${name}\``
  return { name, type: kind, nullable, derived: false, sql, ...(values === undefined ? {} : { values }) }
}

function toOne(name: string, target: string, near: string): RelationModel {
  return { name, target, many: false, nullable: true, owning: true, near, far: 'id' }
}

function toMany(name: string, target: string, far: string): RelationModel {
  return { name, target, many: true, nullable: true, owning: false, near: 'id', far }
}
