import '../../schema/declared'
import fc from 'fast-check'
import { type DataSource } from 'typeorm'
import { eraseMe } from '../../schema/personal-data/erase-me'
import {
  addressReferences,
  personReferences,
  tableAndColumnOf,
} from '../../schema/personal-data/person-reference'
import { fillDemoWorld, names } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { SIGNED_OUT } from '../../src/policy/principal'
import { write, type Written } from '../../src/write/execute-mutation'
import { type WriteDependencies } from '../../src/write/operation'
import { eachDatabase } from '../support/databases'
import { gatewayWithLog } from '../support/gateway-with-log'
import { NOON } from '../support/real-engine'

type Row = Readonly<Record<string, unknown>>
type Dump = ReadonlyMap<string, ReadonlyMap<string, Row>>

const keyOf = (name: string): number => Number(names.get(name)?.split(':')[1])
const MOMENT = '2026-11-01 10:00:00.000'
const LATER = '2027-11-01 10:00:00.000'

/** Whoever is erased may be called anything: like an Organisation, like a key of JSON, like a pattern. */
const NAMES = [
  'Lakeside Hotel',
  'Lakeside Hotel AG',
  'Order',
  'Invoice',
  'amount',
  'before',
  'null',
  'true',
  '1',
  '{}',
  '"',
  'id',
  'PENDING',
  'Erased person 1',
  'Anna-Lena O’Brien',
  'a-b',
  '.*',
  '(?<x>',
  '%',
  "'; --",
  '\u200b',
  ' Nina Keller ',
]
const ADDRESSES = [
  'anna-lena.o-brien@ex-ample.example',
  'a+b*(c)@x.example',
  "o'neil_%@x.example",
  'nina.keller@lakeside-hotel.example.example',
]

/** Erasing one person changes that person's cells, found by reference, and not a byte more. */
eachDatabase((_name, open) => {
  let database: DataSource
  let dependencies: WriteDependencies
  let counter = 0

  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    dependencies = {
      ...mandateOn(database, { secret: Buffer.alloc(32, 7), maximumCost: 1_000_000 }),
      clock: { now: () => NOON },
      publicUrl: 'http://127.0.0.1',
    }
  })

  const rowsOf = async (): Promise<Dump> => {
    const all = new Map<string, ReadonlyMap<string, Row>>()
    for (const { tableName, primaryColumns } of database.entityMetadatas) {
      const rows = await database.query<Row[]>(`SELECT * FROM ${tableName}`)
      const key = (row: Row): string => primaryColumns.map((one) => String(row[one.databaseName])).join(' ')
      all.set(tableName, new Map(rows.map((row) => [key(row), row])))
    }
    return all
  }
  const insert = async (table: string, row: Row): Promise<void> => {
    const columns = Object.keys(row)
    await database.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      Object.values(row) as (string | number | null)[],
    )
  }

  /** Somebody of that name, a member of Lakeside Hotel, and others' rows that mention the name and nearly the address. */
  async function somebody(name: string, address: string): Promise<{ user: number; email: string }> {
    counter += 1
    const email = `${counter}.${address}`
    const other = `x${email}`
    await insert('users', {
      ...{ name, email, locale: 'de', two_factor: 0, password_hash: `hash ${counter}`, created_at: MOMENT },
      cookie_choice: 'ALL',
    })
    const [{ id: user } = { id: 0 }] = await database.query<{ id: number }[]>(
      'SELECT id FROM users WHERE email = ?',
      [email],
    )
    const organisation = keyOf('organisation/lakeside')
    const owner = keyOf('user/nina-keller')
    await insert('memberships', {
      ...{ user_id: user, organisation_id: organisation, role: 'ADMINISTRATOR', accounting: 0 },
      created_at: MOMENT,
    })
    await insert('sessions', {
      ...{ token_hash: `${counter}-`.padEnd(64, '0'), user_id: user, organisation_id: organisation },
      ...{ created_at: MOMENT, expires_at: LATER, last_seen_at: MOMENT },
    })
    const signUp = {
      ...{
        name,
        locale: 'de',
        password_hash: 'x',
        terms_version: '1',
        created_at: MOMENT,
        expires_at: LATER,
      },
      organisation: JSON.stringify({ legalName: name, street: null, amount: 1 }),
    }
    await insert('sign_ups', { ...signUp, email, token_hash: `${counter}-`.padEnd(64, '1') })
    await insert('sign_ups', { ...signUp, email: other, token_hash: `${counter}-`.padEnd(64, '2') })
    for (const recipient of [email, other]) {
      await insert('outbox_mails', {
        ...{ created_at: MOMENT, recipient, template: 'member-joined', locale: 'de', attempts: 0 },
        data: JSON.stringify({ member: name, organisation: 'Lakeside Hotel' }),
      })
    }
    for (const answered of [user, null]) {
      await insert('member_invitations', {
        ...{ organisation_id: organisation, email, role: 'COLLABORATOR', accounting: 0, status: 'ACCEPTED' },
        ...{ invited_by_id: owner, invited_at: MOMENT, expires_at: LATER, closed_at: MOMENT, times_sent: 1 },
        answered_by_id: answered,
      })
    }
    for (const who of [user, owner, null]) {
      await insert('audit_entries', {
        ...{ happened_at: MOMENT, user_id: who, organisation_id: organisation, action: 'told' },
        ...{ subject_type: 'User', subject_id: user },
        detail: JSON.stringify({ name, email, amount: 3, before: null, reason: `${name} <${email}>` }),
      })
    }
    for (const who of [user, owner]) {
      await insert('idempotency_keys', {
        ...{ user_id: who, organisation_id: organisation, request_key: `${counter}`, created_at: MOMENT },
        ...{ input_hash: 'x', result: JSON.stringify({ order: { type: 'Order', key: 1 }, name, email }) },
      })
    }
    await insert('contacts', {
      ...{
        name,
        kind: 'PRIVATE',
        email,
        address_street: 'A',
        address_postal_code: '1',
        address_city: 'B',
      },
      address_country: 'CH',
    })
    return { user, email }
  }

  const erase = async (user: number, organisation: number): Promise<Written> => {
    const [membership] = await database.query<{ id: number }[]>(
      'SELECT id FROM memberships WHERE user_id = ? AND organisation_id = ?',
      [user, organisation],
    )
    const [session] = await database.query<{ id: number }[]>('SELECT id FROM sessions WHERE user_id = ?', [
      user,
    ])
    const principal = {
      ...{ ...SIGNED_OUT, user: { id: user }, organisation: { id: organisation }, role: 'ADMINISTRATOR' },
      membership: { id: membership?.id ?? 0 },
      session: { id: session?.id ?? 0 },
    }
    const request = {
      principal,
      locale: 'en',
      spendUnnamed: () => Promise.resolve(),
      passwordMatches: () => Promise.resolve(true),
    }
    return write(dependencies, request, { operation: eraseMe, input: { password: 'any' } })
  }

  /** Whether the cells of this row may change when that person goes: by what the row refers to, never by what it says. */
  const isTheirs = (user: number, email: string) => {
    const kept = new Map(personReferences().map((one) => [one.at, one]))
    return (table: string, before: Row | undefined, column: string | null): boolean => {
      if (before === undefined) {
        return table === 'audit_entries'
      }
      if (table === 'users') return before['id'] === user && column !== null
      const grants = ['product_grants', 'client_grants']
      if (grants.includes(table)) return column === null
      return (
        [...kept.values()].some((reference) => {
          const place = tableAndColumnOf(reference)
          if (place.table !== table || Number(before[place.column]) !== user) return false
          if (column === null) return reference.erasure === 'deleted'
          // The folded key of a text goes where its text goes.
          return reference.pseudonymised?.some((one) => one === column.replace(/_key$/, '')) === true
        }) ||
        addressReferences().some((reference) => {
          const place = tableAndColumnOf(reference)
          return place.table === table && before[place.column] === email && column === null
        })
      )
    }
  }

  function differences(before: Dump, after: Dump, allowed: ReturnType<typeof isTheirs>): readonly string[] {
    const found: string[] = []
    for (const [table, rows] of before) {
      const later = after.get(table) ?? new Map<string, Row>()
      for (const [key, row] of rows) {
        const now = later.get(key)
        if (now === undefined) {
          if (!allowed(table, row, null)) found.push(`${table} ${key} is gone`)
          continue
        }
        for (const [column, cell] of Object.entries(row)) {
          if (JSON.stringify(cell) === JSON.stringify(now[column])) continue
          if (!allowed(table, row, column)) found.push(`${table} ${key} ${column}: ${String(now[column])}`)
        }
      }
      for (const [key] of later)
        if (!rows.has(key) && !allowed(table, undefined, null)) found.push(`${table} ${key} is new`)
    }
    return found
  }

  test('whatever the person is called, only their own cells change', async () => {
    const lakeside = keyOf('organisation/lakeside')
    const stored = await database.query<{ name: string }[]>('SELECT legal_name AS name FROM organisations')
    const name = fc.oneof(
      fc.constantFrom(...NAMES, ...stored.map((one) => one.name)),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    )
    const address = fc.oneof(fc.constantFrom(...ADDRESSES), fc.emailAddress({ size: 'small' }))
    await fc.assert(
      fc.asyncProperty(name, address, async (called, written) => {
        const { user, email } = await somebody(called, written)
        const before = await rowsOf()
        const { refusals } = await erase(user, lakeside)
        expect(refusals).toEqual([])
        const after = await rowsOf()
        expect(differences(before, after, isTheirs(user, email))).toEqual([])
        // And theirs are gone, as far as they are theirs by a reference.
        expect(after.get('users')?.get(String(user))).toMatchObject({
          name: `Erased person ${user}`,
          email: `erased-${user}@erased.invalid`,
        })
        const left = (table: string, column: string, value: unknown): number =>
          [...(after.get(table)?.values() ?? [])].filter((row) => row[column] === value).length
        for (const table of ['memberships', 'sessions', 'idempotency_keys'])
          expect(left(table, 'user_id', user)).toBe(0)
        expect(left('sign_ups', 'email', email) + left('outbox_mails', 'recipient', email)).toBe(0)
        // The invitation that nobody is known to have answered is the Organisation's own note.
        expect(left('member_invitations', 'email', email)).toBe(1)
        expect(left('member_invitations', 'email', `erased-${user}@erased.invalid`)).toBe(1)
      }),
      {
        numRuns: process.env['DEEP'] === undefined ? 30 : 300,
        seed: 5,
        examples: NAMES.map((one) => [one, 'a-b@x.example']),
      },
    )
  })

  test('an address that the database will not have is told to nobody, nor to the log', async () => {
    const gateway = await gatewayWithLog(database, { LOG_LEVEL: 'trace' })
    try {
      const { user, email } = await somebody('Somebody', 'in-the-way@x.example')
      const { email: taken } = { email: `erased-${user}@erased.invalid` }
      await insert('users', {
        ...{
          name: 'Another',
          email: taken,
          locale: 'de',
          two_factor: 0,
          password_hash: 'x',
          created_at: MOMENT,
        },
      })
      expect((await erase(user, keyOf('organisation/lakeside'))).refusals).toEqual([])
      expect(gateway.log.join('\n')).not.toContain(email)
    } finally {
      await gateway.close()
    }
  })
})
