import { mailBook } from '../../schema/declared'
import { idOf } from '../../schema/world/demo/demo-world'
import { locales } from '../../src/platform/mail/language'
import { type FactKinds } from '../../src/platform/mail/mail-book'
import { mailTemplates } from '../../src/platform/mail/mail-templates'
import { readPdf, readPlacedText } from '../downloads/read-pdf'
import { type TestBilling, billingAdminOn } from '../partnership/desk'
import { readCsv } from '../platform/read-csv'
import { eachDatabase } from '../support/databases'
import { gatewayWithLog } from '../support/gateway-with-log'

const HEADER = 'Nice\r\nBcc: everybody@evil.example\r\n\r\n<script>alert(1)</script>'
const FORMULAS = [
  '=HYPERLINK("http://evil.example","x")',
  '+1+cmd|"/C calc"!A0',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
]
const PAPER =
  ') Tj ET\u0000\u0008\u2028endstream endobj 9 0 obj << /S /JavaScript /JS (app.alert(1)) >> \u202Egpj.exe'

const hostileFacts: { readonly [kind in keyof FactKinds]: unknown } = {
  text: HEADER,
  ours: HEADER,
  lines: HEADER,
  link: 'https://hosting.example/x?token=a%0d%0aBcc:b',
  date: '2026-11-23',
  instant: '2026-11-23T12:00:00.000Z',
  count: 3,
  amount: { amount: 100, currency: 'CHF' },
  word: 'CLIENT',
}

describe('a mail', () => {
  const template = mailTemplates(mailBook, { name: HEADER, sender: 'a@hosting.example', legal: [HEADER] })
  const names = Object.keys(mailBook.letters)

  test.each(names.flatMap((name) => locales.map((locale) => [name, locale] as const)))(
    '%s in %s has one subject of one line, whatever it tells',
    (name, locale) => {
      const form: Readonly<Record<string, keyof FactKinds>> = mailBook.letters[name]?.facts ?? {}
      const facts = Object.fromEntries(Object.entries(form).map(([fact, kind]) => [fact, hostileFacts[kind]]))
      const { subject } = template(locale, name, facts)
      expect(subject).not.toMatch(/[\r\n\p{Cc}\u2028\u2029]/u)
    },
  )
})

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })
  afterAll(() => admin.close())

  test('a name that is a formula stays a text in the export', async () => {
    for (const formula of FORMULAS) {
      await admin.run('UPDATE products SET name = ? WHERE organisation_id = ?', [
        formula,
        admin.key('organisation/lakeside'),
      ])
      await admin.run('UPDATE organisations SET name = ? WHERE id = ?', [
        formula,
        admin.key('organisation/lakeside'),
      ])
      const query = 'history=RENEWALS&from=2026-01-01&to=2027-12-31&separator=comma'
      const response = await fetch(`${admin.url}/downloads/managed-clients.csv?${query}`, {
        headers: await admin.headersOf('partner-switched'),
      })
      const text = await response.text()
      expect([response.status, text.slice(0, 200)]).toEqual([200, expect.any(String) as string])
      const cells = readCsv(text).flat()
      // Tabs and breaks are blanks by then: what follows them still starts no formula.
      if (!/^\s/.test(formula)) expect(cells).toContain(`'${formula}`)
      expect(cells.filter((cell) => /^[=+@\t\r]|^-\D/.test(cell))).toEqual([])
    }
  })

  test('a name that is a piece of PDF stays a text on paper', async () => {
    await admin.run('UPDATE organisations SET legal_name = ? WHERE id = ?', [
      PAPER,
      admin.key('organisation/lakeside'),
    ])
    const path = `/downloads/organisations/${idOf('organisation/lakeside').split(':')[1]}/processing-certificate.pdf`
    const response = await fetch(`${admin.url}${path}?lang=en`, {
      headers: await admin.headersOf('client-owner'),
    })
    const file = Buffer.from(await response.arrayBuffer())
    const text = (await readPdf(file)).flat(2).join(' ')
    expect(text).toContain(') Tj ET endstream endobj 9 0 obj << /S /JavaScript')
    // The metadata says the title, as text of XML, which no reader runs.
    const structure = file.toString('latin1').replace(/<\?xpacket begin[\s\S]*?<\?xpacket end.*?>/, '')
    expect(structure.length).toBeLessThan(file.length)
    expect(structure).not.toMatch(/\/(JavaScript|JS|OpenAction|Launch|EmbeddedFile)\b/)
  })

  test('a name in any script is itself on paper: on an invoice, and on a certificate', async () => {
    const names = [
      '株式会社さくら',
      '서울특별시',
      'กรุงเทพมหานคร ที่นี้',
      'विद्यार्थी कार्यालय',
      'শ্রী ক্ষ',
      'Đặng Ёж 👩‍👩‍👧 ❤️',
    ]
    const rightToLeft = ['شركة', 'الاختبار', 'חברת', 'בדיקה']
    const name = [...names, ...rightToLeft].join(' / ')
    const organisation = admin.key('organisation/lakeside')
    const invoice = admin.key('invoice/lakeside-refunded')
    await admin.run('UPDATE organisations SET legal_name = ? WHERE id = ?', [name, organisation])
    await admin.run('UPDATE invoices SET billed_name = ? WHERE id = ?', [name, invoice])
    await admin.run('UPDATE invoice_lines SET description = ? WHERE invoice_id = ?', [
      `${name}, 1 year`,
      invoice,
    ])
    for (const path of [
      `invoices/${invoice}.pdf`,
      `organisations/${organisation}/processing-certificate.pdf`,
    ]) {
      const headers = await admin.headersOf('client-owner')
      const response = await fetch(`${admin.url}/downloads/${path}?lang=en`, { headers })
      const placed = await readPlacedText(Buffer.from(await response.arrayBuffer()))
      const said = placed
        .map(({ text }) => text)
        .join('')
        .replace(/\s/gu, '')
      // What is written from right to left is in pieces, each a word.
      for (const words of [...names, ...rightToLeft]) expect(said).toContain(words.replace(/\s/gu, ''))
    }
  })

  test('whatever is sent, a line of the log is one line of JSON', async () => {
    const gateway = await gatewayWithLog(admin.database, { LOG_LEVEL: 'trace' })
    try {
      const escape = '\u001b[2J\u001b]0;owned\u0007\n{"level":30,"msg":"forged"}\r\n'
      await gateway.post({ query: `query A { __typename } # ${escape}`, operationName: 'A' })
      await gateway.post({ query: '{ products(after: "x") { totalCount } }', operationName: escape })
      await gateway.post(
        { query: '{ __typename }' },
        { 'user-agent': 'a\u009bb', 'x-organisation': 'x\u009by' },
      )
      // Something that goes wrong on our side, with the caller's words about.
      await admin.run('ALTER TABLE prices RENAME TO prices_away')
      const { body } = await gateway.post(
        {
          query: 'query ($f: PriceFilter) { prices(filter: $f) { totalCount } }',
          variables: { f: { currency: { eq: escape } } },
        },
        await gateway.headersOf('client-owner'),
      )
      await admin.run('ALTER TABLE prices_away RENAME TO prices')
      expect(body.errors[0].extensions.code).toBe('INTERNAL')
      expect(gateway.log.length).toBeGreaterThan(0)
      const said = gateway.log.join('')
      expect(said.endsWith('\n')).toBe(true)
      for (const line of said.trimEnd().split('\n')) {
        expect(line).not.toMatch(/[\u0000-\u001f\u007f\u009b]/)
        expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) as number })
        expect(JSON.parse(line)).not.toMatchObject({ msg: 'forged' })
      }
    } finally {
      await gateway.close()
    }
  })
})
