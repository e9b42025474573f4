import { type TableRows, type TableValue } from '../../world-database'
import { type DemoFixture, type Named } from '../fixture'

/** Every noun of the world, from all stories. */
type MergedFixtures = { readonly [noun in keyof DemoFixture]-?: NonNullable<DemoFixture[noun]> }

/** The stories told as one. A thing two of them tell of is a mistake. */
export function mergedFixtures(fixtures: readonly DemoFixture[]): MergedFixtures {
  return {
    organisations: merge(fixtures, 'organisations'),
    users: merge(fixtures, 'users'),
    sessions: merge(fixtures, 'sessions'),
    memberships: merge(fixtures, 'memberships'),
    partners: merge(fixtures, 'partners'),
    partnerships: merge(fixtures, 'partnerships'),
    accessRequests: merge(fixtures, 'accessRequests'),
    contacts: merge(fixtures, 'contacts'),
    products: merge(fixtures, 'products'),
    orders: merge(fixtures, 'orders'),
    invoices: merge(fixtures, 'invoices'),
    movements: merge(fixtures, 'movements'),
    supportVisits: merge(fixtures, 'supportVisits'),
    breachNotices: merge(fixtures, 'breachNotices'),
    irregularities: merge(fixtures, 'irregularities'),
    memberInvitations: merge(fixtures, 'memberInvitations'),
    apiTokens: merge(fixtures, 'apiTokens'),
    applicationPasswords: merge(fixtures, 'applicationPasswords'),
    auditEntries: merge(fixtures, 'auditEntries'),
  }
}

function merge<N extends keyof DemoFixture>(fixtures: readonly DemoFixture[], noun: N): MergedFixtures[N] {
  const merged: { [name: string]: unknown } = {}
  for (const fixture of fixtures) {
    for (const [name, spec] of Object.entries(fixture[noun] ?? {})) {
      if (name in merged) throw new Error(`Two stories tell of ${noun} \`${name}\`.`)
      merged[name] = spec
    }
  }
  // The stories' own types vouch for every entry; only their union is lost in the loop.
  return merged as MergedFixtures[N]
}

/** The stories, and what has been written of them so far. */
export interface Draft {
  readonly fixture: MergedFixtures
  readonly names: NameBook
  readonly rows: RowBook
}

/** Gives every named thing of the stories its id, so that they may refer to each other. */
export function draftOf(fixtures: readonly DemoFixture[]): Draft {
  const names = new NameBook()
  const fixture = mergedFixtures(fixtures)
  for (const name of Object.keys(fixture.organisations)) names.add('organisation', name)
  for (const name of Object.keys(fixture.users)) names.add('user', name)
  for (const name of Object.keys(fixture.memberships)) names.add('membership', name)
  for (const name of Object.keys(fixture.partners)) names.set('partner', name, names.of('organisation', name))
  for (const name of Object.keys(fixture.partnerships)) names.add('partnership', name)
  for (const name of Object.keys(fixture.contacts)) names.add('contact', name)
  for (const name of Object.keys(fixture.products)) names.add('product', name)
  for (const name of Object.keys(fixture.orders)) names.add('order', name)
  return { fixture, names, rows: new RowBook() }
}

type Row = { readonly [column: string]: TableValue }

/** Collects rows by table, in the order the tables were first written to. */
class RowBook {
  private readonly tables = new Map<string, Row[]>()

  add(table: string, row: Row): void {
    const rows = this.tables.get(table)
    if (rows === undefined) this.tables.set(table, [row])
    else rows.push(row)
  }

  /** Every row with the columns of the table's first row; one that has others is a mistake. */
  tableRows(): readonly TableRows[] {
    return [...this.tables].map(([table, rows]) => {
      const columns = Object.keys(rows[0] ?? {})
      return { table, columns, rows: rows.map((row) => cells(table, columns, row)) }
    })
  }
}

function cells(table: string, columns: readonly string[], row: Row): readonly TableValue[] {
  if (Object.keys(row).length !== columns.length) throw new Error(`Rows of ${table} differ in their columns.`)
  return columns.map((column) => {
    const cell = row[column]
    if (cell === undefined) throw new Error(`A row of ${table} has no ${column}.`)
    return cell
  })
}

/** Gives out ids, one sequence per type, and remembers which name stands for which. */
class NameBook {
  private readonly ids = new Map<string, number>()
  private readonly last = new Map<string, number>()

  /** A new row of this type. A name is given once. */
  add(type: string, name: string): number {
    const id = (this.last.get(type) ?? 0) + 1
    this.last.set(type, id)
    this.set(type, name, id)
    return id
  }

  /** A row that shares the id of another: a Partner and its Organisation. */
  set(type: string, name: string, id: number): void {
    const key = `${type}/${name}`
    if (this.ids.has(key)) throw new Error(`The demo world names two things \`${key}\`.`)
    this.ids.set(key, id)
  }

  of(type: string, name: string): number {
    const id = this.ids.get(`${type}/${name}`)
    if (id === undefined) throw new Error(`The demo world has no \`${type}/${name}\`.`)
    return id
  }

  /** The same for a reference that may be absent. */
  ofOptional(type: string, name: string | undefined): number | null {
    return name === undefined ? null : this.of(type, name)
  }

  /** `order-line/lakeside-own/1` → `OrderLine:7`, for every row. */
  externalIds(): ReadonlyMap<string, string> {
    const entries = [...this.ids].map(([key, id]) => {
      const type = key.slice(0, key.indexOf('/'))
      return [key, `${pascalCase(type)}:${id}`] as const
    })
    return new Map(entries)
  }
}

function pascalCase(kebab: string): string {
  return kebab.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** The thing of that name in a story; a name nobody tells of is a mistake in the story. */
export function named<T>(things: Named<T>, name: string): T {
  const thing = things[name]
  if (thing === undefined) throw new Error(`The demo world has nobody and nothing called \`${name}\` there.`)
  return thing
}

/** `2026-03-01 09:30`, or a day, as the databases store an instant. */
export function storedInstantText(text: string, time = '08:00'): string {
  return text.length === 10 ? `${text} ${time}:00.000` : `${text}:00.000`
}

/** A day or an instant, so many days later, in the same form. */
export function daysLater(text: string, days: number): string {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  // eslint-disable-next-line no-restricted-syntax -- a day that is counted with, no instant
  return day.toISOString().slice(0, 10) + text.slice(10)
}
