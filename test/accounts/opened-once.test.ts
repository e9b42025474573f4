import { eachDatabase } from '../support/databases'
import { type AccountWorld, accountWorldOn, documents, GOOD, type Headers } from './account-world'

const organisation = {
  kind: 'COMPANY',
  country: 'FR',
  legalName: 'Once SARL',
  postalAddress: { street: 'Rue 1', postalCode: '75001', city: 'Paris', country: 'FR' },
}
const PASSWORD = `mutation ($input: CreateApplicationPasswordInput!) { createApplicationPassword(input: $input) {
  secret applicationPassword { id } userErrors { code reason field } } }`

/** Requests of people who act in no Organisation, sent twice. */
eachDatabase((_name, open) => {
  let world: AccountWorld
  let count = 0
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  /** Somebody new, who acts nowhere, in two browsers. */
  const somebody = async (): Promise<readonly [Headers, Headers]> => {
    const account = await world.newAccount(`once-${(count += 1)}@new.example`)
    return [await world.headersFor(account), await world.headersFor(account)]
  }
  const create = (headers: Headers, input: object = {}) =>
    world.call(
      documents.create,
      { organisation, termsAccepted: true, idempotencyKey: 'k', ...input },
      headers,
    )
  const rows = async (table: string) => {
    const [row] = await world.database.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${table}`)
    return Number(row?.n)
  }
  /** What there is of all that opening an Organisation makes. */
  const made = () =>
    Promise.all(['organisations', 'memberships', 'terms_acceptances', 'audit_entries'].map(rows))

  test('an Organisation is opened once, though its owner acts in it when they ask again', async () => {
    const [headers, elsewhere] = await somebody()
    const first = await create(headers)
    expect(first).toMatchObject({
      membership: { role: 'OWNER', organisationName: 'Once SARL' },
      userErrors: [],
    })
    expect((await world.call(documents.viewer, {}, headers)).organisation.name).toBe('Once SARL')
    const after = await made()
    expect(await create(headers)).toEqual(first)
    // A session that acts nowhere yet.
    expect((await world.call(documents.viewer, {}, elsewhere)).organisation).toBeNull()
    expect(await create(elsewhere)).toMatchObject({ organisationId: first.organisationId, userErrors: [] })
    expect(await made()).toEqual(after)
    // The key was what kept it from happening.
    expect((await create(headers, { idempotencyKey: 'another' })).organisationId).not.toBe(
      first.organisationId,
    )
  })

  test('of several sent at once one opens it, and all answer alike', async () => {
    const [headers] = await somebody()
    const before = await made()
    const all = await Promise.all(Array.from({ length: 6 }, () => create(headers)))
    expect(all[0]).toMatchObject({ membership: { role: 'OWNER' }, userErrors: [] })
    expect(all.filter((one) => JSON.stringify(one) !== JSON.stringify(all[0]))).toEqual([])
    const [organisations, memberships] = await made()
    expect([organisations, memberships]).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 1])
  })

  test('the key with another input is a conflict, before and after they act somewhere', async () => {
    const [headers, elsewhere] = await somebody()
    await create(headers)
    const after = await made()
    for (const as of [headers, elsewhere]) {
      expect(await create(as, { organisation: { ...organisation, legalName: 'Twice SARL' } })).toEqual({
        organisationId: null,
        membership: null,
        userErrors: [{ code: 'CONFLICT', reason: 'KEY_OF_ANOTHER_INPUT', field: 'idempotencyKey' }],
      })
    }
    expect(await made()).toEqual(after)
  })

  test('a key that came with a refusal is free, and nobody else’s', async () => {
    const [headers] = await somebody()
    const [others] = await somebody()
    expect((await create(headers, { termsAccepted: false })).userErrors).toMatchObject([
      { reason: 'TERMS_NEEDED' },
    ])
    const first = await create(headers)
    const second = await create(others)
    expect([first.userErrors, second.userErrors]).toEqual([[], []])
    expect(second.organisationId).not.toBe(first.organisationId)
  })

  test('an application password is made once by who acts nowhere, too', async () => {
    const [headers] = await somebody()
    const input = { name: 'Calendar', password: GOOD, idempotencyKey: 'k' }
    const all = await Promise.all([1, 2].map(() => world.call(PASSWORD, input, headers)))
    const ids = new Set(all.map((one) => one.applicationPassword.id))
    expect(ids.size).toBe(1)
    // Shown to one of them.
    expect(all.filter(({ secret }) => secret !== null)).toHaveLength(1)
    expect((await world.call(PASSWORD, { ...input, name: 'Other' }, headers)).userErrors).toMatchObject([
      { code: 'CONFLICT', reason: 'KEY_OF_ANOTHER_INPUT' },
    ])
  })
})
