import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import { type DataSource } from 'typeorm'
import { idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { noticesWorld, type NoticesWorld } from './notices-world'

// Signed webhooks and the feed of changes: what arrives, where, and what never leaves.

const CREATE = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) {
  webhook { id url scopes kinds disabledAt } secret userErrors { code reason field } } }`
const RESUME = `mutation ($input: WebhookInput!) { resumeWebhook(input: $input) {
  webhook { id disabledAt failingSince } userErrors { code reason } } }`
const REMOVE = `mutation ($input: WebhookInput!) { removeWebhook(input: $input) { userErrors { code reason } } }`
const RESEND = `mutation ($input: WebhookDeliveryInput!) { resendWebhookDelivery(input: $input) {
  webhookDelivery { id nextAttemptAt } userErrors { code reason } } }`
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } userErrors { code } } }`
const TOKEN = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }`
const DELIVERIES = `query ($id: ID!) { webhook(id: $id) { failingSince disabledAt
  deliveries(orderBy: [{ field: ID, direction: DESC }]) { nodes { id attempts outcome deliveredAt failedAt change { kind } } } } }`
const CHANGES = `query ($first: Int, $after: String) { changes(first: $first, after: $after) { totalCount
  nodes { kind subject order { id total { amount } } invoice { id gross { amount } } cashbackEntry { id } product { id } }
  pageInfo { endCursor hasNextPage } } }`

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const MINUTE = 60_000

eachDatabase((_name, open) => {
  let world: NoticesWorld
  let database: DataSource
  let server: Server
  let url: string
  let answer = 200
  const received: Received[] = []

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => (body += part.toString()))
      request.on('end', () => {
        received.push({ headers: request.headers, body })
        response.writeHead(answer).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    database = await open()
    world = await noticesWorld(database)
    // The demo world's own webhooks go nowhere.
    await database.query('UPDATE webhooks SET removed_at = created_at')
  })
  afterAll(async () => {
    await world.close()
    server.close()
  })
  beforeEach(() => {
    received.length = 0
    answer = 200
  })

  const place = (persona: string, client: string) =>
    world.ask(persona, PLACE, {
      organisationId: idOf(`organisation/${client}`),
      lines: [{ category: 'WEB_HOSTING', name: 'A second site', years: 1 }],
    })
  const create = (persona: string, input: object = {}) =>
    world.ask(persona, CREATE, {
      url,
      scopes: ['orders:read', 'invoices:read'],
      password: 'mandate-demo',
      ...input,
    })
  const read = async (persona: string, query: string, variables: object = {}) => {
    const { body } = await world.post({ query, variables }, await world.headersOf(persona))
    expect(body.errors).toBeUndefined()
    return body.data
  }
  const later = (minutes: number) =>
    world.moveTo(new Date(world.now().getTime() + minutes * MINUTE).toISOString())
  const send = async () => {
    await world.run('changes')
    return world.run('webhooks')
  }

  let clientHook: string
  let clientSecret: string

  test('the owner makes a webhook; its secret is shown once', async () => {
    const made = await create('client-owner', { idempotencyKey: 'hook' })
    expect(made.userErrors).toEqual([])
    expect(made.secret).toMatch(/^whsec_[\w+/]{43}=$/)
    clientHook = made.webhook.id
    clientSecret = made.secret
    const again = await create('client-owner', { idempotencyKey: 'hook' })
    expect(again).toMatchObject({ secret: null, webhook: { id: clientHook } })
    const [stored] = await database.query<{ secret: string }[]>(
      'SELECT secret FROM webhooks ORDER BY id DESC LIMIT 1',
    )
    expect(stored?.secret).not.toContain(made.secret.slice(6))
  })

  test.each([
    ['http://books.example/', 'NOT_A_WEBHOOK_ADDRESS'],
    ['https://me:secret@books.example/', 'NOT_A_WEBHOOK_ADDRESS'],
    ['ftp://books.example/', 'NOT_A_WEBHOOK_ADDRESS'],
    ['books', 'NOT_A_WEBHOOK_ADDRESS'],
  ])('%s is no address of a webhook', async (wrong, reason) => {
    expect((await create('client-owner', { url: wrong })).userErrors).toMatchObject([
      { reason, field: 'url' },
    ])
  })

  test('nobody makes one but owner and administrators, with their password, in a session', async () => {
    expect((await create('client-accountant')).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await create('client-owner', { password: 'wrong' })).userErrors).toMatchObject([
      { reason: 'WRONG_PASSWORD' },
    ])
  })

  test('a change arrives signed, and without anything that its maker may not see', async () => {
    const { order } = await place('partner-switched', 'lakeside')
    expect((await send())['delivered']).toBe(1)
    expect(received).toHaveLength(1)
    const [{ headers, body } = { headers: {}, body: '' }] = received
    const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
    const key = Buffer.from(clientSecret.slice(6), 'base64')
    const right = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
    expect(headers['webhook-signature']).toBe(right)
    expect(Number(headers['webhook-timestamp'])).toBe(Math.floor(world.now().getTime() / 1000))
    const message = JSON.parse(body)
    expect(message).toMatchObject({
      type: 'ORDER_PLACED',
      data: { subject: order.id, row: { id: order.id } },
    })
    // The Partner pays: the client reads no amount, so its webhook has none.
    expect(message.data.row.total).toBeNull()
    expect(JSON.stringify(message.data)).not.toMatch(/277|\d\.\d\d/)
    expect(await send()).toMatchObject({ delivered: 0 })
  })

  test('what does not arrive is tried again later, as the same message with a new time', async () => {
    answer = 503
    await place('client-owner', 'lakeside')
    expect(await send()).toMatchObject({ delivered: 0, failed: 2 })
    const [first] = received
    expect(await send()).toMatchObject({ failed: 0 })
    answer = 200
    later(1)
    expect(await send()).toMatchObject({ delivered: 2 })
    const again = received.find(
      (one) => one.headers['webhook-id'] === first?.headers['webhook-id'] && one !== first,
    )
    expect(again?.body).toBe(first?.body)
    expect(again?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp'])
    expect(again?.headers['webhook-signature']).not.toBe(first?.headers['webhook-signature'])
  })

  test('deliveries are listed and can be sent again, by those who manage the webhook', async () => {
    const { webhook } = await read('client-administrator', DELIVERIES, { id: clientHook })
    expect(webhook.failingSince).toBeNull()
    const [last] = webhook.deliveries.nodes
    expect(last).toMatchObject({ attempts: 2, outcome: '200', failedAt: null })
    const done = await world.ask('client-administrator', RESEND, { webhookDeliveryId: last.id })
    expect(done.userErrors).toEqual([])
    expect(await send()).toMatchObject({ delivered: 1 })
    expect(
      (await world.ask('partner-switched', RESEND, { webhookDeliveryId: last.id })).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await read('partner-switched', DELIVERIES, { id: clientHook })).webhook).toBeNull()
  })

  test('after three days of failures it is disabled, and its owner and administrator are told', async () => {
    answer = 500
    await world.mails()
    await place('client-owner', 'lakeside')
    for (const minutes of [0, 1, 5, 30, 120, 300, 600, 840, 1200]) {
      later(minutes)
      await send()
    }
    later(24 * 60)
    await place('client-owner', 'lakeside')
    expect((await send())['disabled']).toBe(1)
    const mails = (await world.mails()).filter(({ subject }) => /Webhook/.test(subject))
    expect(mails.map(({ to }) => to)).toEqual([
      'nina.keller@lakeside-hotel.example',
      'marco.steiner@lakeside-hotel.example',
    ])
    received.length = 0
    answer = 200
    await place('client-owner', 'lakeside')
    await send()
    expect(received).toEqual([])
    const resumed = await world.ask('client-owner', RESUME, { webhookId: clientHook })
    expect(resumed.webhook).toMatchObject({ disabledAt: null, failingSince: null })
    await place('client-owner', 'lakeside')
    await send()
    expect(received.length).toBeGreaterThan(0)
  })

  test('it says what its maker may see at that moment: nothing, once they left', async () => {
    const made = await create('client-administrator')
    await database.query(
      "UPDATE memberships SET role = 'EXTERNAL' WHERE user_id = (SELECT id FROM users WHERE email = 'marco.steiner@lakeside-hotel.example')",
    )
    received.length = 0
    await place('client-owner', 'lakeside')
    await send()
    const ids = received.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(2)
    const { webhook } = await read('client-owner', DELIVERIES, { id: made.webhook.id })
    expect(webhook.disabledAt).not.toBeNull()
    expect(webhook.deliveries.nodes).toEqual([])
  })

  test('its scopes narrow it, and a removed one is told of nothing', async () => {
    for (const persona of ['client-accountant', 'partner-switched', 'stranger'])
      for (const change of [REMOVE, RESUME])
        expect((await world.ask(persona, change, { webhookId: clientHook })).userErrors).toMatchObject([
          { code: 'NOT_FOUND' },
        ])
    await world.ask('client-owner', REMOVE, { webhookId: clientHook })
    const made = await create('partner-switched', { scopes: ['money:read'] })
    received.length = 0
    await place('partner-switched', 'lakeside')
    await send()
    expect(received).toEqual([])
    expect((await world.ask('partner-switched', REMOVE, { webhookId: made.webhook.id })).userErrors).toEqual(
      [],
    )
  })

  test('the feed tells what changed since, page by page, of what somebody may see', async () => {
    await world.run('changes')
    const whole = (await read('client-owner', CHANGES, { first: 100 })).changes
    const kinds = new Set(whole.nodes.map(({ kind }: { kind: string }) => kind))
    expect(kinds).toContain('INVOICE_ISSUED')
    expect(whole.nodes.filter((one: any) => one.cashbackEntry !== null)).toEqual([]) // eslint-disable-line @typescript-eslint/no-explicit-any
    const { endCursor } = whole.pageInfo
    expect((await read('client-owner', CHANGES, { after: endCursor })).changes.nodes).toEqual([])
    const { order } = await place('partner-switched', 'lakeside')
    expect((await read('client-owner', CHANGES, { after: endCursor })).changes.nodes).toEqual([])
    await world.run('changes')
    const since = (await read('client-owner', CHANGES, { after: endCursor })).changes.nodes
    expect(since).toEqual([
      {
        kind: 'ORDER_PLACED',
        subject: order.id,
        order: { id: order.id, total: null },
        ...{ invoice: null, cashbackEntry: null, product: null },
      },
    ])
    const nodes: unknown[] = []
    for (let after: string | null = null, pages = 0; pages < 100; pages += 1) {
      const page: any = (await read('client-owner', CHANGES, { first: 7, after })).changes // eslint-disable-line @typescript-eslint/no-explicit-any
      nodes.push(...page.nodes)
      if (!page.pageInfo.hasNextPage) break
      after = page.pageInfo.endCursor
    }
    expect(nodes).toEqual([...whole.nodes, ...since])
  })

  test('a change that is placed late is not missed, though it began earlier', async () => {
    const before = (await read('client-owner', CHANGES, { first: 100 })).changes.pageInfo.endCursor
    await place('client-owner', 'lakeside')
    // As if the transaction of the first change had ended after those of the others were placed.
    const [late] = await database.query<Record<string, unknown>[]>(
      'SELECT * FROM changes WHERE position IS NULL ORDER BY id LIMIT 1',
    )
    await database.query('DELETE FROM changes WHERE id = ?', [late?.['id']])
    await world.run('changes')
    const seen = (await read('client-owner', CHANGES, { first: 100, after: before })).changes
    expect(seen.nodes.length).toBeGreaterThan(0)
    const columns = Object.entries(late ?? {})
    await database.query(
      `INSERT INTO changes (${columns.map(([column]) => column).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      columns.map(([, value]) => value),
    )
    await world.run('changes')
    const after = (await read('client-owner', CHANGES, { first: 100, after: seen.pageInfo.endCursor }))
      .changes
    expect(after.nodes).toHaveLength(1)
  })

  test('whatever nobody may see of it, changed, changes no byte of the feed', async () => {
    const ask = async (persona: string) =>
      (await world.post({ query: CHANGES, variables: { first: 100 } }, await world.headersOf(persona))).text
    const before = await ask('client-owner')
    await database.query(`UPDATE orders SET total = total + 1 WHERE payer_id <> placed_for_id`)
    await database.query(
      `UPDATE invoices SET gross = gross + 1, vat = vat + 1 WHERE billed_organisation_id <> client_id`,
    )
    await database.query(
      `UPDATE changes SET mark = 'x', kind = 'INVOICE_OVERDUE' WHERE invoice_id IN
       (SELECT id FROM invoices WHERE billed_organisation_id <> client_id)`,
    )
    const partnerChanged = await ask('partner-switched')
    expect(await ask('client-owner')).toBe(before)
    expect(partnerChanged).toContain('INVOICE_OVERDUE')
  })

  test('a token reads of the feed what its scopes cover', async () => {
    const { secret } = await world.ask('client-owner', TOKEN, {
      application: 'Feed',
      scopes: ['invoices:read'],
      password: 'mandate-demo',
    })
    const { body } = await world.post(
      { query: CHANGES, variables: { first: 100 } },
      { authorization: `Bearer ${secret}` },
    )
    const { nodes } = body.data.changes
    expect(nodes.length).toBeGreaterThan(0)
    expect(nodes.filter(({ subject }: { subject: string }) => !subject.startsWith('Invoice:'))).toEqual([])
  })
})
