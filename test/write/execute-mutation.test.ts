import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { type Principal, SIGNED_OUT } from '../../src/policy/principal'
import { write } from '../../src/write/execute-mutation'
import { type Operation, type WriteDependencies } from '../../src/write/operation'
import { refusal } from '../../src/write/refusal'
import { actingAs } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'

interface Input {
  readonly name: string
  readonly idempotencyKey?: string
}

const audit = { action: 'tried', subject: { type: 'Organisation', key: 1 }, organisation: 1 }

eachDatabase((_name, open) => {
  let database: DataSource
  let dependencies: WriteDependencies
  let owner: Principal

  beforeAll(async () => {
    database = await open('in processes')
    await fillDemoWorld(database)
    const mandate = mandateOn(database, { secret: Buffer.alloc(32), maximumCost: 1 })
    dependencies = { ...mandate, clock: { now: () => NOON }, publicUrl: 'https://here.example' }
    owner = await actingAs(database, 'client-owner')
  })

  const asked = {
    locale: 'fr-CH',
    spendUnnamed: () => Promise.resolve(),
    passwordMatches: () => Promise.resolve(true),
  }
  let runs = 0

  /** Renames a contact, so that something is seen to be kept or undone. */
  const rename: Operation<Input> = {
    name: 'rename',
    by: 'signed in',
    run: async (tx, { name }) => {
      runs += 1
      await tx.audit(audit)
      await tx.manager.query('UPDATE contacts SET name = ? WHERE id = 1', [name])
      return { name, contact: { type: 'Contact', key: 1 } }
    },
  }

  const doing = (operation: Operation<Input>, input: Input, principal = owner) =>
    write(dependencies, { ...asked, principal }, { operation, input })

  const nameOfContact = async () => {
    const [row] = await database.query<{ name: string }[]>('SELECT name FROM contacts WHERE id = 1')
    return row?.name
  }

  const count = async (table: string) => {
    const [row] = await database.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${table}`)
    return Number(row?.n)
  }

  test('what was done is kept, with its audit entry', async () => {
    const before = await count('audit_entries')
    const answer = await doing(rename, { name: 'one' })
    expect(answer).toMatchObject({ refusals: [], outcome: { name: 'one' }, locale: 'de' })
    expect(await nameOfContact()).toBe('one')
    expect(await count('audit_entries')).toBe(before + 1)
  })

  test.each([
    ['a refusal', () => Promise.reject(refusal('CONFLICT', 'UNCHANGED', { field: 'name' }))],
    [
      'a collision',
      (tx: { manager: { query(sql: string): Promise<unknown> } }) =>
        tx.manager.query('INSERT INTO users SELECT * FROM users WHERE id = 1'),
    ],
  ])('%s undoes everything and is told', async (_what, then) => {
    const before = [await nameOfContact(), await count('audit_entries'), await count('outbox_mails')]
    const failing: Operation<Input> = {
      ...rename,
      run: async (tx, input) => {
        await rename.run(tx, input, undefined)
        await tx.mail({ to: 'a@b.example', template: 'x', locale: 'fr', data: {} })
        await then(tx)
        return {}
      },
    }
    const { refusals, outcome } = await doing(failing, {
      name: 'undone',
      idempotencyKey: `undone ${_what}`,
    })
    expect(refusals).toMatchObject([{ code: 'CONFLICT' }])
    expect(outcome).toEqual({})
    expect([await nameOfContact(), await count('audit_entries'), await count('outbox_mails')]).toEqual(before)
    // The key was given back with everything else.
    expect(await doing(rename, { name: 'done', idempotencyKey: `undone ${_what}` })).toMatchObject({
      refusals: [],
    })
  })

  test('what nobody foresaw undoes everything and is not told', async () => {
    const before = await nameOfContact()
    const failing: Operation<Input> = {
      ...rename,
      run: async (tx, input) => {
        await rename.run(tx, input, undefined)
        throw new Error('a bug')
      },
    }
    await expect(doing(failing, { name: 'undone' })).rejects.toThrow('a bug')
    expect(await nameOfContact()).toBe(before)
  })

  test('a write that leaves no audit entry is a mistake', async () => {
    const silent: Operation<Input> = { ...rename, run: () => Promise.resolve({}) }
    await expect(doing(silent, { name: 'x' })).rejects.toThrow('audit')
  })

  test('nobody is refused before anything happens, unless a link proves itself', async () => {
    const before = runs
    expect((await doing(rename, { name: 'x' }, SIGNED_OUT)).refusals).toMatchObject([
      { code: 'UNAUTHENTICATED' },
    ])
    expect(runs).toBe(before)
    const answer = await doing({ ...rename, by: 'anyone' }, { name: 'by link' }, SIGNED_OUT)
    expect(answer).toMatchObject({ refusals: [], locale: 'fr-CH' })
    expect(await nameOfContact()).toBe('by link')
  })

  test('the same key and input do nothing twice; another input, mutation or person are not the same', async () => {
    const before = runs
    const first = await doing(rename, { name: 'kept', idempotencyKey: 'k1' })
    const again = await doing(rename, { idempotencyKey: 'k1', name: 'kept' })
    expect(again.outcome).toEqual(first.outcome)
    expect(runs).toBe(before + 1)
    const conflict = [{ code: 'CONFLICT', reason: 'KEY_OF_ANOTHER_INPUT', field: 'idempotencyKey' }]
    expect((await doing(rename, { name: 'other', idempotencyKey: 'k1' })).refusals).toMatchObject(conflict)
    const another = { ...rename, name: 'renameOther' }
    expect((await doing(another, { name: 'kept', idempotencyKey: 'k1' })).refusals).toMatchObject(conflict)
    const administrator = await actingAs(database, 'client-administrator')
    expect((await doing(rename, { name: 'theirs', idempotencyKey: 'k1' }, administrator)).refusals).toEqual(
      [],
    )
    expect(await nameOfContact()).toBe('theirs')
  })

  test.each(['', '   ', 'x'.repeat(129)])('a key of no use is refused: "%s"', async (idempotencyKey) => {
    const { refusals } = await doing(rename, { name: 'x', idempotencyKey })
    expect(refusals).toMatchObject([{ code: 'BAD_USER_INPUT', reason: 'UNUSABLE_KEY' }])
  })

  test('of twenty with one key at once, one works and all answer alike', async () => {
    const before = runs
    const entries = await count('audit_entries')
    const all = await Promise.all(
      Array.from({ length: 20 }, () => doing(rename, { name: 'once', idempotencyKey: 'at once' })),
    )
    expect(new Set(all.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(all[0])]))
    expect(all[0]?.refusals).toEqual([])
    expect(await count('audit_entries')).toBe(entries + 1)
    expect(runs).toBeGreaterThan(before)
  })

  test('a membership that was taken away, or lost its role, counts at once', async () => {
    const collaborator = await actingAs(database, 'client-collaborator')
    const asAdministrator = { ...collaborator, role: 'OWNER' }
    const who: Operation<Input> = {
      ...rename,
      run: async (tx) => {
        await tx.audit(audit)
        return { role: tx.principal.role }
      },
    }
    expect((await doing(who, { name: 'x' }, asAdministrator)).outcome).toEqual({ role: 'COLLABORATOR' })
    const removed = { ...collaborator, membership: { id: 999_999 } }
    expect((await doing(who, { name: 'x' }, removed)).refusals).toMatchObject([
      { code: 'FORBIDDEN', reason: 'NO_LONGER_MEMBER' },
    ])
  })

  test('links lead to this installation, tokens are kept as digests', async () => {
    const seen: string[] = []
    const linking: Operation<Input> = {
      ...rename,
      run: async (tx) => {
        await tx.audit(audit)
        const { token, hash } = tx.newToken()
        seen.push(tx.link(`/x?token=${token}`), token, hash, tx.digestOf(token))
        return {}
      },
    }
    await doing(linking, { name: 'x' })
    const [link, token, hash, digest] = seen
    expect(link).toBe(`https://here.example/x?token=${token}`)
    expect(hash).toBe(digest)
    expect(hash).not.toContain(token)
  })
})
