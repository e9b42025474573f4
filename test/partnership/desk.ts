import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { names } from '../../schema/world/demo/demo-world'
import { type Clock } from '../../src/platform/clock'
import { type Open } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

/** The demo world behind a gateway, and what the tests of mandates ask and look at. */
export interface TestBilling extends DemoGateway {
  rows(table: string): Promise<readonly Row[]>
  /** Every row of every table that an operation on a mandate could write to. */
  everything(): Promise<unknown>
  /** What `work` answers, and whether it left every row as it was. */
  tried<Answer extends object>(work: () => Promise<Answer>): Promise<Answer & { readonly untouched: boolean }>
  /** The mails written by `work`, in order, and what `work` came to. */
  mailsOf<Result>(
    work: () => Promise<Result>,
  ): Promise<{ readonly mails: readonly Mail[]; readonly answer: Result }>
  /** The key of a row of the demo world. */
  key(name: string): number
  run(sql: string, parameters?: readonly (string | number | null)[]): Promise<unknown>
}

export type Row = Readonly<Record<string, string | number | null>>

export interface Mail {
  readonly to: string
  readonly template: string
  readonly locale: string
  readonly data: Readonly<Record<string, string | number>>
}

const TABLES = [
  'partnerships',
  'partnership_grants',
  'partnership_events',
  'access_requests',
  'memberships',
  'product_grants',
  'client_grants',
  'products',
  'outbox_mails',
  'audit_entries',
  'idempotency_keys',
]

export async function billingAdminOn(open: Open, clock?: Clock): Promise<TestBilling> {
  const gateway = await mutationsOn(await open(), {}, clock)
  const { database } = gateway
  const rows = (table: string) => database.query<readonly Row[]>(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)
  const everything = () => Promise.all(TABLES.map(rows))
  return {
    ...gateway,
    rows,
    everything,
    tried: async (work) => {
      const before = await everything()
      const answer = await work()
      return { ...answer, untouched: isDeepStrictEqual(await everything(), before) }
    },
    mailsOf: async (work) => {
      const before = (await rows('outbox_mails')).length
      const answer = await work()
      return { answer, mails: (await rows('outbox_mails')).slice(before).map(mailOf) }
    },
    key: (name) => {
      const id = names.get(name)
      if (id === undefined) throw new Error(`The demo world has no ${name}`)
      return Number(id.split(':')[1])
    },
    run: (sql, parameters = []) => database.query(sql, [...parameters]),
  }
}

function mailOf({ recipient, template, locale, data }: Row): Mail {
  return {
    to: String(recipient),
    template: String(template),
    locale: String(locale),
    data: JSON.parse(String(data)) as Mail['data'],
  }
}

/** What is stored of a token. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The token in the link of a mail. */
export function tokenOf(mail: Mail | undefined): string {
  return new URL(String(mail?.data['link'])).hash.replace('#token=', '')
}

/** A refusal of one kind that changed nothing. */
export function nothingBut(error: object): object {
  return { partnership: null, untouched: true, userErrors: [error] }
}
