import { setTimeout } from 'node:timers/promises'
import { type DataSource } from 'typeorm'
import { mailBook } from '../../schema/declared'
import { inTransaction } from '../../src/platform/database/transaction'
import { createLogger } from '../../src/platform/logger'
import { exampleHosting } from '../../src/platform/mail/mail-templates'
import { type MailTransport } from '../../src/platform/mail/mail-transport'
import { outboxJob } from '../../src/platform/outbox/send-mails'
import { eachDatabase } from '../support/databases'
import { enqueue, invitation, rememberingTransport, storedLetters, TOKEN } from './letters'

const NOON = Date.UTC(2026, 10, 24, 12)
const after = (minutes: number) => new Date(NOON + minutes * 60_000)
const always = () => 'before' as const

eachDatabase((name, open) => {
  let database: DataSource
  let lines: string[]

  beforeAll(async () => {
    database = await open()
  })

  beforeEach(async () => {
    lines = []
    await database.query('DELETE FROM outbox_mails')
  })

  const send = (transport: MailTransport, minutes = 0) => {
    const logger = createLogger('trace', { write: (line: string) => void lines.push(line) })
    return outboxJob({
      dataSource: database,
      transport,
      provider: exampleHosting,
      mails: mailBook,
      logger,
    }).run(after(minutes))
  }

  test('what waits is sent once, oldest first, and then keeps no secret', async () => {
    for (const to of ['a@example.com', 'b@example.com', 'c@example.com']) await enqueue(database, { to })
    const transport = rememberingTransport()
    expect(await send(transport)).toEqual({ sent: 3, failed: 0, givenUp: 0 })
    expect(await send(transport, 10)).toEqual({ sent: 0, failed: 0, givenUp: 0 })
    expect(transport.sent.map(({ to }) => to)).toEqual(['a@example.com', 'b@example.com', 'c@example.com'])
    expect(transport.sent[0]?.text).toContain(TOKEN)
    expect(new Set(transport.sent.map(({ messageId }) => messageId)).size).toBe(3)
    const rows = await storedLetters(database)
    expect(rows.map(({ sent_at, data, attempts }) => [sent_at, data, attempts])).toEqual(
      [1, 2, 3].map(() => ['2026-11-24 12:00:00.000', '{}', 1]),
    )
  })

  test('a mail says who sends it and is in the language the recipient chose', async () => {
    const locales = ['fr-CH', 'en', 'de-CH', 'it', 'pt']
    for (const locale of locales) await enqueue(database, { to: `${locale}@example.com`, locale })
    const transport = rememberingTransport()
    await send(transport)
    expect(transport.sent.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('« Hôtel du Lac » vous'),
      '“Hôtel du Lac” invites you as its Partner',
      expect.stringMatching(/«Hôtel du Lac» lädt/),
      '«Hôtel du Lac» La invita come Partner',
      '“Hôtel du Lac” invites you as its Partner',
    ])
    expect(transport.sent[0]?.from).toEqual({ name: 'Example Hosting', address: 'no-reply@hosting.example' })
  })

  test('after a failure it is tried again, later each time, as the same mail', async () => {
    await enqueue(database, { to: 'a@example.com' })
    const tried: number[] = []
    const failing: MailTransport = { send: () => Promise.reject(new Error('no')) }
    for (let minutes = 0; minutes < 100; minutes += 1) {
      if ((await send(failing, minutes)).failed === 1) tried.push(minutes)
    }
    expect(tried).toEqual([0, 5, 15, 35, 75])
    const transport = rememberingTransport()
    expect(await send(transport, 154)).toMatchObject({ sent: 0 })
    expect(await send(transport, 155)).toMatchObject({ sent: 1 })
    const [row] = await storedLetters(database)
    expect(row).toMatchObject({ attempts: 6, sent_at: '2026-11-24 14:35:00.000', data: '{}' })
  })

  test('a mail that was taken although it failed comes again with the same Message-ID', async () => {
    await enqueue(database, { to: 'a@example.com' })
    const transport = rememberingTransport(() => (transport.sent.length === 0 ? 'after' : 'no'))
    await send(transport)
    await send(transport, 5)
    const [first, second] = transport.sent
    expect(second).toEqual(first)
    expect(first?.messageId).toMatch(/^<outbox-\d+\.20261124093000000@hosting\.example>$/)
  })

  test('after ten attempts it is given up, and the log says which and nothing else of it', async () => {
    await enqueue(database, { to: 'nobody@example.com' })
    const transport = rememberingTransport(always)
    const reports = []
    for (let attempt = 0; attempt < 12; attempt += 1) {
      reports.push(await send(transport, attempt === 0 ? 0 : 5 * 2 ** attempt))
    }
    const [row] = await storedLetters(database)
    expect(reports.map(({ failed, givenUp }) => [failed, givenUp])).toEqual([
      ...Array.from({ length: 9 }, () => [1, 0]),
      [0, 1],
      [0, 0],
      [0, 0],
    ])
    expect(row).toMatchObject({ attempts: 10, sent_at: null, data: '{}' })
    expect(row?.failed_at).not.toBeNull()
    const last = JSON.parse(lines.at(-1) ?? '') as object
    expect(last).toMatchObject({ level: 50, mail: row?.id, template: 'invitation' })
    expect(lines.at(-1)).toContain('A mail was given up after 10 attempts')
    expect(lines.join('')).toContain('"reason":"EENVELOPE 550"')
    expect(lines.join('')).not.toMatch(new RegExp(`nobody@|Lac|invites|unwanted|${TOKEN}`))
  })

  test('a worker that died with the tenth attempt leaves a mail that is given up, not sent', async () => {
    await enqueue(database, { to: 'a@example.com' })
    await database.query('UPDATE outbox_mails SET attempts = 10')
    const transport = rememberingTransport()
    expect(await send(transport)).toEqual({ sent: 0, failed: 0, givenUp: 1 })
    expect(transport.sent).toEqual([])
  })

  test.each([
    ['a recipient the server refuses', { to: 'refused@example.com' }],
    ['a recipient that would be two', { to: 'a@example.com, b@example.com' }],
    ['a recipient with a header in it', { to: 'a@example.com\r\nBcc: b@example.com' }],
    ['a template that is unknown', { to: 'x@example.com', template: 'constructor' }],
    ['data that is no JSON', { to: 'x@example.com', data: `{"link":"${TOKEN}` }],
    ['data of another template', { to: 'x@example.com', template: 'dunning' }],
    ['data with too many facts', { to: 'x@example.com', data: JSON.stringify({ ...invitation, gross: 1 }) }],
  ])('one broken mail does not block the others: %s', async (_what, broken) => {
    await enqueue(database, broken)
    await enqueue(database, { to: 'good@example.com' })
    const transport = rememberingTransport(({ to }) =>
      /^[\w.-]+@[\w.-]+$/.test(to) && !/refused/.test(to) ? 'no' : 'before',
    )
    expect(await send(transport)).toEqual({ sent: 1, failed: 1, givenUp: 0 })
    expect(transport.sent.map(({ to }) => to)).toEqual(['good@example.com'])
    expect(lines.join('')).not.toMatch(new RegExp(`example\\.com|Lac|${TOKEN}`))
  })

  test('where nobody is reached, the run ends soon and the rest is not counted as tried', async () => {
    for (let index = 0; index < 8; index += 1) await enqueue(database, { to: `a${index}@example.com` })
    expect(await send(rememberingTransport(always))).toEqual({ sent: 0, failed: 5, givenUp: 0 })
    expect((await storedLetters(database)).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1, 1, 0, 0, 0])
    const transport = rememberingTransport()
    expect(await send(transport, 5)).toMatchObject({ sent: 8 })
    expect(transport.sent[0]?.to).toBe('a0@example.com')
  })

  test('a thousand mails go out in runs of two hundred', async () => {
    await inTransaction(database, async (manager) => {
      for (let index = 0; index < 1000; index += 1) await enqueue(manager, { to: `a${index}@example.com` })
    })
    const transport = rememberingTransport()
    const reports = []
    for (let run = 0; run < 6; run += 1) reports.push((await send(transport)).sent)
    expect(reports).toEqual([200, 200, 200, 200, 200, 0])
    expect(transport.sent.map(({ to }) => to)).toEqual(
      Array.from({ length: 1000 }, (_, at) => `a${at}@example.com`),
    )
  })

  test('two workers that overlap, because a lease was lost, send each mail once', async () => {
    for (let index = 0; index < 50; index += 1) await enqueue(database, { to: `a${index}@example.com` })
    const transport = rememberingTransport()
    const reports = await Promise.all([send(transport), send(transport), send(transport)])
    expect(reports.reduce((sum, { sent = 0 }) => sum + sent, 0)).toBe(50)
    expect(new Set(transport.sent.map(({ to }) => to)).size).toBe(50)
    expect(transport.sent).toHaveLength(50)
  })

  test('nothing is sent before its transaction ends, and nothing of one that is undone', async () => {
    const transport = rememberingTransport()
    let begin = (): void => undefined
    const written = new Promise<void>((resolve) => (begin = resolve))
    const undone = inTransaction(database, async (manager) => {
      await enqueue(manager, { to: 'undone@example.com' })
      begin()
      await setTimeout(100)
      throw new Error(`undone on ${name}`)
    })
    await written
    const meanwhile = send(transport)
    await expect(undone).rejects.toThrow('undone')
    await meanwhile
    await send(transport, 1)
    expect(transport.sent).toEqual([])
  })
})
