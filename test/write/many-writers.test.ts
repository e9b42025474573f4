import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { idOf } from '../../schema/world/demo/demo-world'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'
import { onMariadb } from '../support/on-mariadb'
import { printFigures } from '../support/print-figures'
import { watchStatements } from '../support/watch-statements'

const WRITERS = 64
const CLIENT = idOf('organisation/birkenhof')
const OWNER = 'client-owner-client-pays'
/** Owner, two of its Partner's people: all of them write to one Organisation. */
const PEOPLE = [OWNER, 'partner-full-client-pays', 'both-as-partner'] as const

const ERRORS = 'userErrors { code reason }'
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } ${ERRORS} } }`
const RENEW = `mutation ($input: RenewProductInput!) { renewProduct(input: $input) { order { id } ${ERRORS} } }`
const UPDATE = `mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { product { id } ${ERRORS} } }`
const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { memberInvitation { id } ${ERRORS} } }`
const PAY = `mutation ($input: PayInvoiceInput!) { payInvoice(input: $input) { invoice { id } ${ERRORS} } }`
const CHANGE = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ${ERRORS} } }`
const COOKIES = `mutation ($input: CreateApplicationPasswordInput!) { createApplicationPassword(input: $input) { secret ${ERRORS} } }`

interface Answer {
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[]
  readonly userErrors?: readonly { readonly code: string; readonly reason: string }[]
}

/** Real concurrent connections: on SQLite transactions wait for each other as a whole. */
onMariadb('many writers of one Organisation, ', ({ create }) => {
  let gateway: DemoGateway
  let database: DataSource
  let drop: () => Promise<void>
  let deadlocks = 0

  beforeAll(async () => {
    const empty = await create()
    drop = empty.drop
    database = await openDatabaseAt(empty.url, { connections: 16, statementTimeoutSeconds: 60 })
    watchStatements(database, {
      failed: (problem) => (deadlocks += /deadlock/i.test(String(problem)) ? 1 : 0),
    })
    gateway = await mutationsOn(database)
    for (const persona of PEOPLE) await gateway.headersOf(persona)
  })
  beforeEach(() => (deadlocks = 0))
  afterAll(async () => {
    await gateway.close()
    await database.destroy()
    await drop()
  })

  const place = (turn: number, more: object = {}): Promise<Answer> =>
    gateway.ask(PEOPLE[turn % PEOPLE.length] ?? OWNER, PLACE, {
      organisationId: CLIENT,
      lines: [{ category: 'MAIL', name: `Mail ${turn}` }],
      ...more,
    })
  const mixed = (turn: number): Promise<Answer> => {
    const persona = PEOPLE[turn % PEOPLE.length] ?? OWNER
    const idempotencyKey = turn % 2 === 0 ? `mixed ${turn}` : undefined
    const product = idOf(`product/birkenhof-${['website', 'domain', 'drive', 'server'][turn % 4]}`)
    switch (turn % 5) {
      case 0:
        return place(turn, { idempotencyKey })
      case 1:
        return gateway.ask(persona, RENEW, { productId: product, idempotencyKey })
      case 2:
        return gateway.ask(persona, UPDATE, { productId: product, autoRenew: turn % 3 === 0 })
      case 3:
        return gateway.ask(OWNER, INVITE, {
          email: `writer-${turn}@posta.example`,
          role: 'COLLABORATOR',
          productIds: [product],
          idempotencyKey,
        })
      default:
        return gateway.ask(OWNER, PAY, { invoiceId: idOf('invoice/birkenhof-overdue') })
    }
  }
  /** Their outcome, and the number of deadlocks. */
  const all = async (what: string, write: (turn: number) => Promise<Answer>): Promise<Tally> => {
    const start = performance.now()
    const answers = await Promise.all(Array.from({ length: WRITERS }, (_none, turn) => write(turn)))
    const seconds = (performance.now() - start) / 1000
    const errors = answers.flatMap((answer) => answer.errors ?? []).map(({ extensions }) => extensions.code)
    const refused = answers.flatMap((answer) => answer.userErrors ?? []).map(({ reason }) => reason)
    printFigures(
      what,
      `${(WRITERS / seconds).toFixed(1)} a second, ${deadlocks} deadlocks, ${errors.length} errors`,
    )
    return { errors, refused, deadlocks }
  }

  test('orders without keys', async () => {
    expect(await all('orders without keys', place)).toEqual({ errors: [], refused: [], deadlocks: 0 })
  })

  test('orders with a key each', async () => {
    const keyed = (turn: number) => place(turn, { idempotencyKey: `order ${turn}` })
    expect(await all('orders with a key each', keyed)).toEqual({ errors: [], refused: [], deadlocks: 0 })
  })

  test('orders, renewals, invitations, settings and payments, with and without keys', async () => {
    const { errors, refused, deadlocks: met } = await all('mixed', mixed)
    expect({ errors, met }).toEqual({ errors: [], met: 0 })
    const ordinary = ['RENEWAL_OPEN', 'UNCHANGED', 'INSUFFICIENT_BALANCE', 'NOT_ALLOWED', 'NOTHING_HERE']
    expect(refused.filter((reason) => !ordinary.includes(reason))).toEqual([])
  })

  test('one person at once with themselves: secrets made, the password changed', async () => {
    const password = 'mandate-demo'
    const own = (turn: number): Promise<Answer> =>
      turn % 3 === 0
        ? gateway.ask('stranger', CHANGE, {
            currentPassword: password,
            newPassword: `another-Secret-${turn}-kept`,
          })
        : gateway.ask('stranger', COOKIES, { name: `Client ${turn}`, idempotencyKey: `made ${turn}` })
    await gateway.headersOf('stranger')
    const { errors, refused, deadlocks: met } = await all('one person', own)
    // Too many requests of one person, and a password or session that another request changed, have errors of their own.
    expect(errors.filter((code) => !['RATE_LIMITED', 'UNAUTHENTICATED'].includes(code))).toEqual([])
    expect(refused.filter((reason) => !['WRONG_PASSWORD', 'TRY_AGAIN'].includes(reason))).toEqual([])
    expect(met).toBe(0)
  })
})

interface Tally {
  readonly errors: readonly string[]
  readonly refused: readonly string[]
  readonly deadlocks: number
}
