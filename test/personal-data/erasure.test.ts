import { demoPassword } from '../../schema/world/demo-password'
import { idOf } from '../../schema/world/demo/demo-world'
import { type TestBilling, billingAdminOn } from '../partnership/desk'
import { eachDatabase } from '../support/databases'

const ERASE = `mutation ($input: EraseMeInput!) { eraseMe(input: $input) { erased userErrors { code reason field message } } }`
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { sessionToken userErrors { code } } }`
const PASSWORD = { password: demoPassword }

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })
  afterAll(() => admin.close())

  /** Every cell of every table that says one of these, wherever and in whichever case. */
  const saying = async (...words: readonly string[]): Promise<readonly string[]> => {
    const found: string[] = []
    for (const { tableName } of admin.database.entityMetadatas) {
      for (const row of await admin.database.query<Record<string, unknown>[]>(`SELECT * FROM ${tableName}`)) {
        for (const [column, value] of Object.entries(row)) {
          const said = String(value).toLowerCase()
          if (words.some((word) => said.includes(word.toLowerCase())))
            found.push(`${tableName}.${column}: ${said}`)
        }
      }
    }
    return found
  }

  test('the search would find a trace in any table', async () => {
    expect((await saying('jonas.frei@lakeside-hotel.example')).length).toBeGreaterThan(0)
    expect((await saying('Sophie Widmer')).length).toBeGreaterThan(0)
  })

  test('asks for the password, and for a person', async () => {
    const wrong = await admin.tried(() => admin.ask('client-collaborator', ERASE, { password: 'not it' }))
    expect(wrong).toMatchObject({
      erased: null,
      userErrors: [{ code: 'FORBIDDEN', reason: 'WRONG_PASSWORD' }],
      untouched: true,
    })
    expect(await admin.ask('nobody', ERASE, PASSWORD)).toMatchObject({
      userErrors: [{ code: 'UNAUTHENTICATED' }],
    })
  })

  test('the only owner hands over first: refused by name, and nothing is touched', async () => {
    const answer = await admin.tried(() => admin.ask('stranger', ERASE, PASSWORD))
    expect(answer).toMatchObject({
      erased: null,
      userErrors: [{ code: 'CONFLICT', reason: 'SOLE_OWNER' }],
      untouched: true,
    })
    expect(answer.userErrors[0].message).toContain('Hafenkontor Logistik')
  })

  test('an administrator who works on both sides is erased by reference, and what must be kept is', async () => {
    const { email, name } = { email: 'sophie.widmer@alpenrand.example', name: 'Sophie Widmer' }
    const [{ email: known } = { email: '' }] = await admin.database.query<{ email: string }[]>(
      'SELECT email FROM users WHERE name = ?',
      [name],
    )
    const address = known === '' ? email : known
    const user = admin.key('user/sophie-widmer')
    // What others wrote of her, mails to her and about her, and somebody of nearly the same address.
    await admin.run(`UPDATE users SET email = ? WHERE id = ?`, [`x${address}`, admin.key('user/jonas-frei')])
    await admin.run(
      `INSERT INTO audit_entries (happened_at, user_id, organisation_id, action, subject_type, subject_id, detail)
       VALUES ('2026-11-01 10:00:00.000', NULL, NULL, 'member invited', 'User', 1, ?)`,
      [JSON.stringify({ name, email: address, others: `x${address}` })],
    )
    for (const recipient of [address, 'somebody@else.example']) {
      await admin.run(
        `INSERT INTO outbox_mails (created_at, recipient, template, locale, data, attempts)
         VALUES ('2026-11-01 10:00:00.000', ?, 'invitation', 'de', ?, 0)`,
        [recipient, JSON.stringify({ client: `${name}, Winterthur` })],
      )
    }
    const [invoices, reported] = [await admin.rows('invoices'), await admin.rows('audit_entries')]
    const orders = (await admin.rows('orders')).filter((row) => row['placed_by_id'] === user).length
    expect(orders).toBeGreaterThan(0)

    const headers = await admin.headersOf('both-as-partner')
    expect(await admin.ask('both-as-partner', ERASE, PASSWORD)).toEqual({ erased: true, userErrors: [] })

    const left = (await saying(address, name)).filter((cell) => !cell.includes(`x${address}`))
    // What somebody else wrote, and what was issued: texts are not searched.
    expect(left.filter((cell) => !cell.startsWith('outbox_mails.data'))).toEqual([])
    expect(left).toHaveLength(1)
    // The address that only looks alike is untouched, in its own record and in the audit trail.
    expect(await saying(`x${address}`)).toHaveLength(2)
    expect(await admin.rows('audit_entries')).toEqual(expect.arrayContaining([...reported]))
    expect(await admin.rows('invoices')).toEqual(invoices)
    expect((await admin.rows('orders')).filter((row) => row['placed_by_id'] === user)).toHaveLength(orders)
    for (const table of ['memberships', 'sessions', 'api_tokens', 'application_passwords']) {
      expect([table, (await admin.rows(table)).filter((row) => row['user_id'] === user)]).toEqual([table, []])
    }
    const mails = (await admin.rows('outbox_mails')).map(({ recipient, data }) => [recipient, data])
    expect(mails).toEqual([['somebody@else.example', JSON.stringify({ client: `${name}, Winterthur` })]])
    const ended = (await admin.rows('audit_entries')).filter(
      ({ action }) => action === 'membership ended by erasure',
    )
    expect(ended.map((row) => row['organisation_id'])).toEqual(
      [admin.key('organisation/birkenhof'), admin.key('organisation/alpenrand')].sort((a, b) => a - b),
    )

    // Signed out everywhere, and nobody to sign in as.
    const { body } = await admin.post(
      { query: '{ viewer { user { id } } }' },
      { authorization: headers['authorization'] ?? '' },
    )
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    for (const tried of [address, `erased-${user}@erased.invalid`]) {
      const input = { email: tried, ...PASSWORD }
      expect(await admin.ask('nobody', SIGN_IN, input)).toMatchObject({
        sessionToken: null,
        userErrors: [{ code: 'UNAUTHENTICATED' }],
      })
    }
    // The address is free again.
    await admin.run('UPDATE users SET email = ? WHERE id = ?', [address, admin.key('user/lea-sutter')])
  })

  test('who has handed over is erased, a holder of a live product staying its holder', async () => {
    const [paolo, bernasconi] = [admin.key('user/paolo-bernasconi'), admin.key('organisation/bernasconi')]
    await admin.run(
      `INSERT INTO memberships (user_id, organisation_id, role, accounting, created_at) VALUES (?, ?, 'OWNER', 0, '2026-11-01 10:00:00.000')`,
      [admin.key('user/livia-hofer'), bernasconi],
    )
    const holder = (await admin.rows('contacts')).filter(
      ({ id }) => id === admin.key('contact/paolo-bernasconi'),
    )
    expect(await admin.ask('holder-not-member', ERASE, PASSWORD)).toEqual({ erased: true, userErrors: [] })
    const left = await saying('Paolo Bernasconi')
    // The Organisation he handed over keeps its name, and an issued invoice whom it was for.
    expect(left.filter((cell) => !/^(contacts|organisations|invoices)\./.test(cell))).toEqual([])
    expect(
      (await admin.rows('contacts')).filter(({ id }) => id === admin.key('contact/paolo-bernasconi')),
    ).toEqual(holder)
    expect((await admin.rows('users')).find(({ id }) => id === paolo)).toMatchObject({
      name: `Erased person ${paolo}`,
      erased_on: '2026-11-23',
      staff_role: null,
    })
    expect(idOf('user/paolo-bernasconi')).toBe(`User:${paolo}`)
  })
})
