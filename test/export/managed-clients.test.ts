import { type DataSource } from 'typeorm'
import { fillDemoWorld, idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'
import { asked, asRecords } from './history-rows'

const ALWAYS = 'from=2000-01-01&to=2100-12-31'

/** The clients that each Partner's person has under management. */
const managing = {
  'partner-switched': ['lakeside', 'montclair'],
  'partner-accountant-granted': ['lakeside'],
  'partner-limited': ['lakeside'],
  'partner-full-client-pays': ['birkenhof', 'pixelwerk'],
  'partner-full-partner-pays': ['cordier'],
} as const

eachDatabase((_name, open) => {
  let database: DataSource
  let gateway: RunningGateway

  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayOn(database)
  })
  afterAll(() => gateway.close())

  const get = async (persona: string | null, query: string): Promise<Answer> => {
    const headers = persona === null ? {} : await gateway.headersOf(persona)
    const english =
      /(^|&)(lang|nothing)=/.test(query) || !query.includes('from=') ? query : `${query}&lang=en`
    const response = await fetch(`${gateway.url}/downloads/managed-clients.csv?${english}`, { headers })
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, bytes, headers: response.headers, text: bytes.toString() }
  }
  const rowsOf = async (persona: string, query: string) => {
    const { status, text } = await get(persona, query)
    expect({ persona, query, status }).toEqual({ persona, query, status: 200 })
    return asRecords(text)
  }
  const numbers = async (persona: string, query = `history=INVOICES&${ALWAYS}`) =>
    (await rowsOf(persona, query)).map((row) => row['number'])

  describe('what is exported is what GraphQL answers the same person', () => {
    const cases = Object.entries(managing).flatMap(([persona, clients]) =>
      (['INVOICES', 'CASHBACK', 'RENEWALS'] as const).map((kind) => [persona, kind, clients] as const),
    )

    test.each(cases)('%s: %s', async (persona, kind, clients) => {
      const ids = clients.map((name) => idOf(`organisation/${name}`))
      const exported = await rowsOf(persona, `history=${kind}&${ALWAYS}&clients=${ids.join(',')}`)
      expect(byNumber(exported)).toEqual(byNumber(await asked(gateway, { persona, kind, ids })))
    })

    test('and there is something to compare', async () => {
      const ids = [idOf('organisation/lakeside')]
      for (const kind of ['INVOICES', 'CASHBACK', 'RENEWALS'] as const) {
        expect(await asked(gateway, { persona: 'partner-switched', kind, ids })).not.toEqual([])
      }
    })
  })

  test('never a client-billed invoice, whatever the mandate was on the day', async () => {
    const billed = new Set(await numbers('partner-switched'))
    const own = await asked(gateway, {
      persona: 'client-owner',
      kind: 'INVOICES',
      ids: [idOf('organisation/lakeside')],
    })
    expect(own.length).toBeGreaterThan(5)
    expect(own.filter((row) => billed.has(row['number'] ?? ''))).toEqual([])
  })

  describe('clients', () => {
    test('all of them: what the Partner itself ordered for itself is not among it', async () => {
      const names = (await rowsOf('partner-switched', `history=INVOICES&${ALWAYS}`)).map(
        (row) => row['clientName'],
      )
      expect(new Set(names)).toEqual(new Set(['Lakeside Hotel', 'Fondation Montclair']))
    })

    test('one of them', async () => {
      const query = `history=INVOICES&${ALWAYS}&clients=${idOf('organisation/montclair')}`
      const names = (await rowsOf('partner-switched', query)).map((row) => row['clientName'])
      expect(new Set(names)).toEqual(new Set(['Fondation Montclair']))
    })

    test('an ended mandate keeps its invoices and its cashback, and covers no product', async () => {
      expect(await numbers('partner-ended')).toHaveLength(2)
      expect(await rowsOf('partner-ended', `history=CASHBACK&${ALWAYS}`)).not.toEqual([])
      expect(await rowsOf('partner-ended', `history=RENEWALS&${ALWAYS}`)).toEqual([])
    })

    test('a pending mandate opens nothing', async () => {
      for (const kind of ['INVOICES', 'CASHBACK', 'RENEWALS']) {
        expect(await rowsOf('partner-pending', `history=${kind}&${ALWAYS}`)).toEqual([])
      }
    })

    test('a limited mandate: the granted products only', async () => {
      const products = (await rowsOf('partner-limited', `history=RENEWALS&${ALWAYS}`)).map(
        (row) => row['productName'],
      )
      expect(products).toEqual(['Guest newsletter', 'Winter campaign site'])
    })

    test('a collaborator with accounting, granted one client or none: the Partner’s books, the products of those granted', async () => {
      const all = await numbers('partner-switched')
      for (const persona of ['partner-accountant-granted', 'partner-accountant']) {
        expect(await numbers(persona)).toEqual(all)
      }
      const due = `history=RENEWALS&${ALWAYS}`
      expect(await rowsOf('partner-accountant', due)).toEqual([])
      const names = (await rowsOf('partner-accountant-granted', due)).map((row) => row['clientName'])
      expect(new Set(names)).toEqual(new Set(['Lakeside Hotel']))
    })

    test.each([
      ['partner-switched', 'Organisation:999999'],
      ['partner-switched', 'Organisation:0'],
      ['partner-switched', 'nonsense'],
      ['partner-switched', 'Product:1'],
      ['partner-switched', idOf('organisation/lakeside').toLowerCase()],
      ['partner-switched', idOf('organisation/birkenhof')],
      ['partner-switched', idOf('organisation/kontrast')],
      ['partner-switched', `${idOf('organisation/lakeside')},${idOf('organisation/birkenhof')}`],
      ['partner-accountant-granted', idOf('organisation/montclair')],
      ['partner-accountant', idOf('organisation/lakeside')],
      ['partner-pending', idOf('organisation/lakeside')],
      ['partner-ended', idOf('organisation/duval')],
    ])('%s asks for %s: not found, before the first byte, whatever the reason', async (persona, clients) => {
      const nowhere = await get('partner-switched', `history=INVOICES&${ALWAYS}&clients=Organisation:999999`)
      for (const kind of ['INVOICES', 'CASHBACK', 'RENEWALS']) {
        const { status, bytes } = await get(persona, `history=${kind}&${ALWAYS}&clients=${clients}`)
        expect(status).toBe(404)
        expect(bytes).toEqual(nowhere.bytes)
      }
    })
  })

  describe('who', () => {
    test.each([
      [null, 401, 401, 401],
      ['client-owner', 404, 404, 404],
      ['stranger', 404, 404, 404],
      ['partner-external', 403, 403, 403],
      ['partner-collaborator-granted', 403, 403, 200],
      ['partner-collaborator-not-granted', 403, 403, 200],
      ['partner-accountant', 200, 200, 200],
      ['partner-administrator', 200, 200, 200],
      ['both-as-partner', 200, 200, 200],
      ['both-as-client', 404, 404, 404],
    ])('%s: invoices %i, cashback %i, renewals %i', async (persona, ...expected) => {
      const given = []
      for (const kind of ['INVOICES', 'CASHBACK', 'RENEWALS']) {
        given.push((await get(persona, `history=${kind}&${ALWAYS}`)).status)
      }
      expect(given).toEqual(expected)
    })
  })

  describe('the period', () => {
    test('begins and ends with the days named', async () => {
      const all = await rowsOf('partner-switched', `history=INVOICES&${ALWAYS}`)
      const issued = all.map((row) => row['issuedOn'] ?? '').sort()
      const [first, last] = [issued[0], issued.at(-1)]
      expect(await rowsOf('partner-switched', `history=INVOICES&from=${first}&to=${last}`)).toEqual(all)
      const inside = await rowsOf('partner-switched', `history=INVOICES&from=${first}&to=${first}`)
      expect(inside).toEqual(all.filter((row) => row['issuedOn'] === first))
    })

    test('a file without rows is its header', async () => {
      const { bytes } = await get('partner-switched', 'history=CASHBACK&from=1999-01-01&to=1999-12-31')
      expect(bytes).toEqual(
        Buffer.from(
          '\ufeffbookedOn,kind,status,client,clientName,product,productName,creditedOn,amount,currency\r\n',
        ),
      )
    })
  })

  test.each([
    ['', '`history` is INVOICES, CASHBACK, RENEWALS: one of them.'],
    [`history=ORDERS&${ALWAYS}`, '`history` is INVOICES, CASHBACK, RENEWALS: one of them.'],
    ['history=INVOICES', '`from` and `to` are days such as 2026-01-31.'],
    ['history=INVOICES&from=2026-02-30&to=2026-03-01', '`from` and `to` are days such as 2026-01-31.'],
    ['history=INVOICES&from=2026-1-1&to=2026-03-01', '`from` and `to` are days such as 2026-01-31.'],
    ['history=INVOICES&from=2026-03-02&to=2026-03-01', '`from` is later than `to`.'],
    [
      `history=INVOICES&${ALWAYS}&clients=`,
      '`clients` are ids separated by commas; leave it out for every client.',
    ],
    [
      `history=INVOICES&${ALWAYS}&client=Organisation:1`,
      '`client` is not known here: history, from, to, clients, lang, separator, decimal are.',
    ],
    [`history=INVOICES&${ALWAYS}&history=CASHBACK`, '`history` is said more than once.'],
    [
      `history=INVOICES&${ALWAYS}&clients=${Array.from({ length: 1001 }, (_, n) => `Organisation:${n + 1}`).join(',')}`,
      '`clients` are at most 1000 ids; leave it out for every client.',
    ],
  ])('%#. what is wrong is said in one sentence', async (query, sentence) => {
    const { status, text } = await get('partner-switched', query)
    expect([status, JSON.parse(text).errors]).toEqual([
      400,
      [
        expect.objectContaining({
          message: sentence,
          extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
        }),
      ],
    ])
  })

  test('a thousand long ids fit into the address', async () => {
    const ids = Array.from({ length: 1000 }, (_, n) =>
      encodeURIComponent(`Organisation:${4_000_000_000 + n}`),
    )
    const { status } = await get('partner-switched', `history=INVOICES&${ALWAYS}&clients=${ids.join('%2C')}`)
    expect(status).toBe(404)
  })

  test('is a private attachment in UTF-8 with its mark, without a length, of lines that end in CRLF', async () => {
    const { headers, bytes, text } = await get(
      'partner-switched',
      `history=INVOICES&from=2026-01-01&to=2026-12-31`,
    )
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="managed-clients-invoices-2026-01-01-2026-12-31.csv"',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'transfer-encoding': 'chunked',
    })
    expect(headers.has('content-length')).toBe(false)
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('no name runs as a formula, and none is lost', async () => {
    const nasty = [
      '=1+1',
      '+41',
      '-2',
      '@SUM(A1)',
      '\tx',
      '\rx',
      'a "b", c',
      'two\nlines',
      'Zürich – Łódź 東京',
    ]
    const client = Number(idOf('organisation/lakeside').split(':')[1])
    const rows = await database.query<readonly { readonly id: number }[]>(
      'SELECT id FROM products WHERE organisation_id = ? ORDER BY id',
      [client],
    )
    const before = await database.query<readonly { readonly id: number; readonly name: string }[]>(
      'SELECT id, name FROM products',
    )
    for (const [index, { id }] of rows.entries()) {
      await database.query('UPDATE products SET name = ? WHERE id = ?', [nasty[index] ?? 'plain', id])
    }
    try {
      const due = await rowsOf(
        'partner-switched',
        `history=RENEWALS&${ALWAYS}&clients=Organisation:${client}`,
      )
      const names = due.map((row) => row['productName'] ?? '')
      const shown = nasty.filter((_, index) => index < rows.length - 1)
      for (const name of names) expect(name).not.toMatch(/^[=+\-@\t\r]/)
      expect(names.map((name) => name.replaceAll("'", '')).sort()).toEqual([...shown].sort())
    } finally {
      for (const { id, name } of before)
        await database.query('UPDATE products SET name = ? WHERE id = ?', [name, id])
    }
  })
})

/** WHY sorted: a file has the credit notes after the invoices; the ledger is the same. */
function byNumber(rows: readonly Readonly<Record<string, string>>[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).sort()
}

interface Answer {
  readonly status: number
  readonly bytes: Buffer
  readonly text: string
  readonly headers: Headers
}
