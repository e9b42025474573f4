import { type DataSource } from 'typeorm'
import { recordPayment } from '../../schema/invoice/billing-admin'
import { creditInvoice } from '../../schema/invoice/credit-invoice'
import { ReceiptMethod } from '../../schema/invoice/payment.entity'
import { idOf } from '../../schema/world/demo/demo-world'
import { systemTransaction } from '../../src/write/outside'
import { readPdf } from '../downloads/read-pdf'
import { eachDatabase } from '../support/databases'
import { type LeftMail, noticesWorld, type NoticesWorld } from './notices-world'

// Being told: what the provider's guides promise, one test a sentence.

const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  order { id invoice { id } } userErrors { code reason } } }`
const CHANGE_ACCESS = `mutation ($input: ChangePartnershipAccessInput!) { changePartnershipAccess(input: $input) {
  userErrors { code reason } } }`
const CANCEL = `mutation ($input: PartnershipInput!) { cancelInvitation(input: $input) { userErrors { code reason } } }`
const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { userErrors { code reason } } }`
const INVITATIONS = `{ memberInvitations(filter: { status: { eq: PENDING } }) { nodes { id email } } }`
const CANCEL_MEMBER = `mutation ($input: MemberInvitationInput!) { cancelMemberInvitation(input: $input) {
  userErrors { code reason } } }`
const REPORT = `mutation ($input: ReportIrregularityInput!) { reportIrregularity(input: $input) { receipt } }`
const TOKEN = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  apiToken { id } userErrors { code reason } } }`
const SETTINGS = `mutation ($input: UpdateNotificationSettingsInput!) { updateNotificationSettings(input: $input) {
  notificationSettings { muted reminderDays } userErrors { code reason field } } }`
const ADDRESS = `mutation ($input: SetAccountingAddressInput!) { setAccountingAddress(input: $input) {
  accountingAddress { email pendingEmail confirmedAt } userErrors { code reason } } }`
const CONFIRM = `mutation ($input: ConfirmAccountingAddressInput!) { confirmAccountingAddress(input: $input) {
  organisationName userErrors { code reason } } }`

const NINA = 'nina.keller@lakeside-hotel.example'
const MARCO = 'marco.steiner@lakeside-hotel.example'
const PETRA = 'petra.brunner@lakeside-hotel.example'
const JONAS = 'jonas.frei@lakeside-hotel.example'
const AMOUNT = /CHF|\d[.,]\d\d\b/

const keyOf = (id: string) => Number(id.split(':')[1])
const to = (mails: readonly LeftMail[], address: string) => mails.filter((mail) => mail.to === address)
const about = (mails: readonly LeftMail[], subject: RegExp) =>
  mails.filter((mail) => subject.test(mail.subject))

eachDatabase((_name, open) => {
  let world: NoticesWorld
  let database: DataSource

  beforeAll(async () => {
    database = await open()
    world = await noticesWorld(database)
    // What the demo world holds already is no news.
    await world.run('reports')
    await world.mails()
  })
  afterAll(() => world.close())

  const place = (persona: string, client: string) =>
    world.ask(persona, PLACE, {
      organisationId: idOf(`organisation/${client}`),
      lines: [{ category: 'WEB_HOSTING', name: 'A second site', years: 1 }],
    })
  const system = <T>(work: Parameters<typeof systemTransaction<T>>[2]): Promise<T> =>
    systemTransaction(
      { dataSource: database, publicUrl: 'https://mandate.example', clock: { now: () => world.now() } },
      world.now(),
      work,
    )
  let receipts = 0
  const pay = (invoice: string, amount: number) =>
    system((tx) =>
      recordPayment(tx, keyOf(invoice), {
        amount,
        method: ReceiptMethod.BANK_TRANSFER,
        reference: `guide ${(receipts += 1)}`,
        receivedAt: world.now(),
      }),
    )

  test('a client learns by mail of an order that its Partner places, and what it costs where it pays', async () => {
    const { order } = await place('partner-full-client-pays', 'birkenhof')
    expect(order.id).toMatch(/^Order:/)
    const mails = await world.mails()
    const owner = about(mails, /Bestellung|commande|order/i)
    expect(owner.length).toBeGreaterThan(0)
    const [first] = owner
    expect(first?.text).toContain('A second site')
    expect(first?.text).toContain('Alpenrand')
    expect(first?.text).toMatch(AMOUNT)
    expect(first?.text).toContain(`https://mandate.example/?open=${encodeURIComponent(order.id)}`)
    expect(first?.replyTo).toBe('support@hosting.example')
  })

  test('where the Partner pays, the client learns of the order without any amount, and the Partner of its price', async () => {
    await place('partner-switched', 'lakeside')
    const mails = await world.mails()
    const [nina] = about(to(mails, NINA), /Bestellung/)
    expect(nina?.text).toMatch(/^Guten Tag Nina Keller/)
    expect(nina?.text).toContain('Kontrast')
    expect(`${nina?.subject}${nina?.text}`).not.toMatch(AMOUNT)
    expect(about(to(mails, MARCO), /Bestellung/)).toHaveLength(1)
    // An accountant of the client sees nothing of what the Partner pays, a collaborator no order.
    expect(to(mails, PETRA)).toEqual([])
    expect(to(mails, JONAS)).toEqual([])
    const partner = mails.filter(({ to: address }) => address.endsWith('@kontrast.example'))
    expect(about(partner, /277[.,]76/).length).toBeGreaterThan(0)
    // The invoice goes to whom it bills, and to nobody of the client.
    expect(about(to(mails, NINA), /Rechnung/)).toEqual([])
  })

  test('an invoice, its payment and its credit note are told to those who see its billing', async () => {
    const { order } = await place('client-owner', 'lakeside')
    const issued = await world.mails()
    const [invoice] = about(to(issued, PETRA), /^Rechnung/)
    expect(invoice?.text).toMatch(/Zahlbar bis 23\. Dezember 2026/)
    expect(invoice?.text).toContain('/downloads/invoices/')
    expect(about(to(issued, JONAS), /Rechnung/)).toEqual([])

    await pay(order.invoice.id, 100_00)
    expect(about(to(await world.mails(), PETRA), /Ein Teil der Rechnung/)[0]?.text).toMatch(/275[.,]32/)
    await pay(order.invoice.id, 275_32)
    const paid = await world.mails()
    expect(about(to(paid, NINA), /ist bezahlt/)).toHaveLength(1)
    // The Partner earns cashback on it, and learns of that alone.
    const partner = paid.filter(({ to: address }) => address.endsWith('@kontrast.example'))
    expect(about(partner, /Cashback/).length).toBeGreaterThan(0)
    expect(about(partner, /Rechnung|Facture|Invoice/)).toEqual([])

    await system((tx) =>
      creditInvoice(tx, { invoice: keyOf(order.invoice.id), of: { of: 'REST' }, reason: 'Ordered twice' }),
    )
    const credited = await world.mails()
    expect(about(to(credited, PETRA), /^Gutschrift CN-/)[0]?.text).toContain('Ordered twice')
    const taken = credited.filter(({ to: address }) => address.endsWith('@kontrast.example'))
    expect(about(taken, /Cashback/).length).toBeGreaterThan(0)
  })

  test('both sides are told when a Partner may reach more', async () => {
    const partnershipId = idOf('partnership/lakeside-pixelwerk')
    const productIds = ['newsletter', 'campaign-site', 'mail'].map((one) => idOf(`product/lakeside-${one}`))
    const done = await world.ask('client-owner', CHANGE_ACCESS, {
      partnershipId,
      access: 'LIMITED',
      productIds,
    })
    expect(done.userErrors).toEqual([])
    const mails = await world.mails()
    expect(about(to(mails, NINA), /mehr Zugang/)).toHaveLength(1)
    expect(mails.some(({ to: address }) => address.endsWith('@pixelwerk.example'))).toBe(true)
    // Less access is no news of this kind.
    await world.ask('client-owner', CHANGE_ACCESS, {
      partnershipId,
      access: 'LIMITED',
      productIds: productIds.slice(0, 2),
    })
    expect(about(await world.mails(), /mehr Zugang/)).toEqual([])
  })

  test('a Partner is told that an invitation was taken back, and whoever was invited to an Organisation as well', async () => {
    await world.ask('client-owner', CANCEL, { partnershipId: idOf('partnership/lakeside-nordlicht') })
    const partner = await world.mails()
    expect(partner.length).toBeGreaterThan(0)
    expect(partner.every(({ to: address }) => !address.endsWith('@lakeside-hotel.example'))).toBe(true)
    await world.ask('client-owner', INVITE, { email: 'new@books.example', role: 'COLLABORATOR' })
    await world.mails()
    const headers = await world.headersOf('client-owner')
    const { body } = await world.post({ query: INVITATIONS }, headers)
    const made = body.data.memberInvitations.nodes.find(
      (one: { email: string }) => one.email === 'new@books.example',
    )
    await world.ask('client-owner', CANCEL_MEMBER, { memberInvitationId: made.id })
    expect(to(await world.mails(), 'new@books.example').map(({ subject }) => subject)).toEqual([
      '«Lakeside Hotel» hat die Einladung zurückgezogen',
    ])
  })

  test('a person chooses of what they get mails', async () => {
    const chosen = await world.ask('client-administrator', SETTINGS, {
      muted: ['ORDER_PLACED'],
      reminderDays: [14],
    })
    expect(chosen).toEqual({
      notificationSettings: { muted: ['ORDER_PLACED'], reminderDays: [14] },
      userErrors: [],
    })
    const wrong = await world.ask('client-administrator', SETTINGS, { reminderDays: [3] })
    expect(wrong.userErrors).toEqual([
      { code: 'BAD_USER_INPUT', reason: 'NOT_A_REMINDER', field: 'reminderDays' },
    ])
    await place('partner-switched', 'lakeside')
    const mails = await world.mails()
    expect(about(to(mails, MARCO), /Bestellung/)).toEqual([])
    expect(about(to(mails, NINA), /Bestellung/)).toHaveLength(1)
  })

  test('a person is reminded of renewals as early as they chose', async () => {
    const product = keyOf(idOf('product/lakeside-domain'))
    const due = (day: string) =>
      database.query(
        'UPDATE products SET expires_on = ?, auto_renew = 0, reminded_days_before = NULL WHERE id = ?',
        [day, product],
      )
    // Marco has chosen two weeks, above; Nina nothing: she is reminded each time.
    await due('2026-12-07')
    await world.run('reminders')
    const early = about(await world.mails(), /lakeside-hotel/)
    expect(early.map((mail) => mail.to)).toEqual([NINA, MARCO, PETRA])
    expect(early[0]?.text).toContain(`?open=${encodeURIComponent(idOf('product/lakeside-domain'))}`)
    world.moveTo('2026-11-30T12:00:00.000Z')
    await world.run('reminders')
    expect(about(await world.mails(), /lakeside-hotel/).map((mail) => mail.to)).toEqual([NINA, PETRA])
    // A late run sends one reminder in place of several, to whoever wanted any of them.
    await due('2026-12-01')
    await world.run('reminders')
    expect(about(await world.mails(), /lakeside-hotel/).map((mail) => mail.to)).toEqual([NINA, MARCO, PETRA])
    world.moveTo('2026-11-23T12:00:00.000Z')
  })

  test('an accounting address gets invoices as PDF, once whoever reads it has agreed', async () => {
    const books = 'books@accountants.example'
    const asked = await world.ask('client-owner', ADDRESS, { email: books })
    expect(asked.accountingAddress).toEqual({ email: null, pendingEmail: books, confirmedAt: null })
    const [question] = to(await world.mails(), books)
    const token = /#token=(\S+)/.exec(question?.text ?? '')?.[1] ?? ''
    await place('client-owner', 'lakeside')
    expect(to(await world.mails(), books)).toEqual([])
    expect(await world.ask('nobody', CONFIRM, { token: `${token}x` })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND' }],
    })
    expect(await world.ask('nobody', CONFIRM, { token })).toEqual({
      organisationName: 'Lakeside Hotel',
      userErrors: [],
    })
    expect(await world.ask('nobody', CONFIRM, { token })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND' }],
    })

    await place('client-owner', 'lakeside')
    // What the Partner is billed for never goes there.
    await place('partner-switched', 'lakeside')
    const mails = to(await world.mails(), books)
    expect(mails).toHaveLength(1)
    const [name, file] = [...(mails[0]?.files ?? [])][0] ?? []
    expect(name).toMatch(/^INV-\d{7}\.pdf$/)
    const pages = await readPdf(file ?? Buffer.alloc(0))
    expect(JSON.stringify(pages)).toContain('375.32')
    await world.ask('client-owner', ADDRESS, { email: null })
    await place('client-owner', 'lakeside')
    expect(to(await world.mails(), books)).toEqual([])
  })

  test('only owner and administrators choose the accounting address', async () => {
    const refused = await world.ask('client-accountant', ADDRESS, { email: 'me@elsewhere.example' })
    expect(refused.userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('compliance learns of a report on the day after, never at its moment', async () => {
    const { receipt } = await world.ask('nobody', REPORT, { text: 'Bills are paid twice.' })
    expect(receipt).toEqual(expect.any(String))
    await world.run('reports')
    expect(about(await world.mails(), /Unregelmässigkeit|irregular/i)).toEqual([])
    world.moveTo('2026-11-25T05:00:00.000Z')
    await world.run('reports')
    const mails = about(await world.mails(), /Unregelmässigkeit|irrégularité|irregolarità|irregularity/)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).not.toContain('Bills are paid twice')
    const rows = await database.query<{ happened_at: string }[]>(
      "SELECT happened_at FROM changes WHERE kind = 'REPORT_RECEIVED'",
    )
    // As of the beginning of the legal day: nothing says when in the day it was noted.
    expect(rows.map((row) => row.happened_at)).toContain('2026-11-24 23:00:00.000')
    expect(rows.filter((row) => !row.happened_at.endsWith(' 23:00:00.000'))).toEqual([])
  })

  test('the owner of a token is told before it expires, and nobody else', async () => {
    await world.ask('client-owner', TOKEN, {
      application: 'Books',
      scopes: ['invoices:read'],
      expiresAt: '2026-12-20T12:00:00.000Z',
      password: 'mandate-demo',
    })
    await world.mails()
    await world.run('token-idleness')
    expect(about(await world.mails(), /Books/)).toEqual([])
    world.moveTo('2026-12-08T12:00:00.000Z')
    await world.run('token-idleness')
    await world.run('token-idleness')
    const mails = about(await world.mails(), /Books/)
    expect(mails.map((mail) => mail.to)).toEqual([NINA])
    expect(mails[0]?.text).toContain('20. Dezember 2026')
  })

  test('every owner and administrator is told of a new sub-processor, once', async () => {
    await database.query(
      `INSERT INTO sub_processors (name, name_key, purpose, purpose_key, data, data_key, country, valid_from)
       VALUES ('Neue Cloud AG', 'neue cloud ag', 'Backups', 'backups', 'Names', 'names', 'CH', '2027-01-01')`,
    )
    await world.run('sub-processors')
    await world.run('sub-processors')
    const mails = about(await world.mails(), /Neue Cloud AG/)
    const owners = await database.query<{ email: string }[]>(
      `SELECT DISTINCT u.email FROM users u JOIN memberships m ON m.user_id = u.id
       WHERE m.role IN ('OWNER', 'ADMINISTRATOR')`,
    )
    expect(mails.map((mail) => mail.to).sort()).toEqual(owners.map(({ email }) => email).sort())
  })

  test('a client is told when a product is suspended and when it ends, and so is the Partner who manages it', async () => {
    const product = keyOf(idOf('product/lakeside-mail'))
    await database.query(
      "UPDATE products SET expires_on = '2026-12-01', auto_renew = 0, status = 'EXPIRING' WHERE id = ?",
      [product],
    )
    const [{ name } = { name: '' }] = await database.query<{ name: string }[]>(
      'SELECT name FROM products WHERE id = ?',
      [product],
    )
    await world.run('renewals')
    const suspended = about(await world.mails(), /gesperrt|suspendu|sospeso|suspended/).filter(
      ({ subject }) => subject.includes(name),
    )
    const addresses = suspended.map((mail) => mail.to)
    expect(addresses).toEqual(expect.arrayContaining([NINA, MARCO, JONAS]))
    expect(addresses.some((address) => address.endsWith('@kontrast.example'))).toBe(true)
    expect(addresses).not.toContain(PETRA)
    world.moveTo('2027-01-10T12:00:00.000Z')
    await world.run('renewals')
    expect(about(to(await world.mails(), NINA), /ist beendet/).length).toBeGreaterThan(0)
  })
})
