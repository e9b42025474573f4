// WHY above 300 lines: one file, from who gets it to what it says; its parts share the gateway and the reader of PDFs.
import { type DataSource } from 'typeorm'
import { fillDemoWorld, idOf, names } from '../../schema/world/demo/demo-world'
import { askersOn } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'
import { invoiceNumber } from '../support/invoice-number'
import { type Answered, send } from '../support/send'
import { readPdf, textOf } from './read-pdf'

const LEGAL = 'Example Hosting SA, rue de l’Exemple 1, 1200 Genève'

eachDatabase((name, open) => {
  let database: DataSource
  let gateway: RunningGateway

  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayOn(database, { PROVIDER_LEGAL: LEGAL })
  })
  afterAll(() => gateway.close())

  const get = async (
    persona: string | null,
    path: string,
    method: 'GET' | 'HEAD' = 'GET',
  ): Promise<Printed> => {
    const as = persona === null ? {} : await gateway.headersOf(persona)
    const { status, headers, bytes } = await send(`${gateway.url}/downloads/invoices/${path}`, as, { method })
    return { status, type: headers['content-type'], headers, body: bytes }
  }
  const printed = async (persona: string, name: string, query = ''): Promise<Buffer> => {
    const { status, body } = await get(persona, `${keyOf(name)}.pdf${query}`)
    expect({ persona, name, status }).toEqual({ persona, name, status: 200 })
    return body
  }
  const visibleTo = async (persona: string): Promise<readonly { id: string; pdfUrl: string }[]> => {
    const query = '{ invoices(first: 100) { nodes { id pdfUrl } } }'
    return (await gateway.post({ query }, await gateway.headersOf(persona))).body.data.invoices.nodes
  }

  describe('who gets it', () => {
    test.each([
      ['client-owner', 'lakeside-before-switch', 200],
      ['client-administrator', 'lakeside-before-switch', 200],
      ['client-accountant', 'lakeside-before-switch', 200],
      ['client-collaborator', 'lakeside-before-switch', 404],
      ['client-external', 'lakeside-before-switch', 404],
      ['client-owner', 'lakeside-after-switch', 404],
      ['partner-switched', 'lakeside-after-switch', 200],
      ['partner-accountant', 'lakeside-after-switch', 200],
      ['partner-collaborator-granted', 'lakeside-after-switch', 404],
      ['partner-switched', 'lakeside-before-switch', 404],
      ['partner-full-client-pays', 'birkenhof-by-partner', 404],
      ['client-owner-ended', 'duval-by-partner', 404],
      ['partner-ended', 'duval-by-partner', 200],
      ['stranger', 'lakeside-before-switch', 404],
      ['both-as-client', 'birkenhof-by-partner', 200],
      ['both-as-partner', 'birkenhof-by-partner', 404],
      [null, 'lakeside-before-switch', 401],
    ])('%s: %s answers %i', async (persona, invoice, expected) => {
      const { status, type } = await get(persona, `${keyOf(invoice)}.pdf`)
      expect(status).toBe(expected)
      expect(type).toBe(expected === 200 ? 'application/pdf' : 'application/json; charset=utf-8')
    })

    test('everybody: the address that GraphQL names is theirs, and every other answers like what does not exist', async () => {
      const everyId = [...names.values()].filter((id) => id.startsWith('Invoice:'))
      const nowhere = await get('client-owner', '999999.pdf')
      expect([nowhere.status, JSON.parse(nowhere.body.toString()).errors[0].extensions.code]).toEqual([
        404,
        'NOT_FOUND',
      ])
      for (const key of askersOn(name).filter((one) => one !== 'nobody')) {
        const visible = await visibleTo(key)
        for (const { id, pdfUrl } of visible) expect(pdfUrl).toBe(`/downloads/invoices/${id.slice(8)}.pdf`)
        const [one] = visible
        if (one !== undefined) expect((await get(key, `${one.id.slice(8)}.pdf`)).status).toBe(200)
        const hidden = everyId.filter((id) => !visible.some((seen) => seen.id === id))
        const answers = await Promise.all(hidden.map((id) => get(key, `${id.slice(8)}.pdf`)))
        const different = answers.filter(({ status, body }) => status !== 404 || !body.equals(nowhere.body))
        expect({ key, different }).toEqual({ key, different: [] })
      }
    })

    test.each([
      '0',
      '-1',
      '1e3',
      '01',
      'abc',
      '%31',
      '8%00',
      '8.0',
      '99999999999999999999',
      'Invoice:8',
      "8'",
    ])('what is no key, `%s`, answers the same', async (key) => {
      const nowhere = await get('client-owner', '999999.pdf')
      const { status, body } = await get('client-owner', `${key}.pdf`)
      expect(status).toBe(404)
      expect(body).toEqual(nowhere.body)
    })

    test('acting elsewhere, the same person does not get it', async () => {
      const { authorization } = (await gateway.headersOf('both-as-client')) as {
        readonly authorization: string
      }
      const at = (organisation: string) =>
        fetch(`${gateway.url}/downloads/invoices/${keyOf('birkenhof-by-partner')}.pdf`, {
          headers: { authorization, 'x-organisation': idOf(`organisation/${organisation}`) },
        })
      expect((await at('birkenhof')).status).toBe(200)
      expect((await at('alpenrand')).status).toBe(404)
      expect((await at('lakeside')).status).toBe(404)
    })
  })

  describe('what it says', () => {
    test('in English', async () => {
      const said = await textOf(await printed('partner-switched', 'lakeside-after-switch', '?lang=en'))
      for (const line of [
        `Invoice ${invoiceNumber('lakeside-after-switch')}`,
        'Kontrast Webagentur AG',
        'Date of issue 20 March 2026',
        'To be paid by 19 April 2026',
        'Services installed at Lakeside Hotel',
        'Description Quantity Unit price Discount Amount',
        'Booking server, 1 year 1 CHF 828.00 25% CHF 621.00',
        'Total excluding VAT CHF 621.00',
        'VAT 8.1% CHF 50.30',
        'Total including VAT CHF 671.30',
        LEGAL,
        'Page 1/1',
      ]) {
        expect(said.split('\n')).toContainEqual(expect.stringContaining(line))
      }
    })

    test('in French, as for a reader whose language it is', async () => {
      const said = await textOf(await printed('partner-ended', 'duval-by-partner', '?lang=fr'))
      for (const line of [
        `Facture ${invoiceNumber('duval-by-partner')}`,
        'Date de facture 2 avril 2025',
        'TVA 0 %',
        'Autoliquidation : TVA due par le preneur, art. 196 de la directive 2006/112/CE',
        ', 1 an 1 ',
        '277.76 EUR',
      ]) {
        expect(said.split('\n')).toContainEqual(expect.stringContaining(line))
      }
    })

    test.each([
      [
        'de',
        'Rechnung',
        'Rechnungsdatum 20. März 2026',
        'Booking server, 1 Jahr 1 CHF 828.00 25 % CHF 621.00',
        'MWST 8,1 % CHF 50.30',
      ],
      [
        'it',
        'Fattura',
        'Data della fattura 20 marzo 2026',
        'Booking server, 1 anno 1 CHF 828.00 25 % CHF 621.00',
        'IVA 8,1 % CHF 50.30',
      ],
    ])('in %s', async (language, title, ...lines) => {
      const said = await textOf(
        await printed('partner-switched', 'lakeside-after-switch', `?lang=${language}`),
      )
      for (const line of [`${title} ${invoiceNumber('lakeside-after-switch')}`, ...lines]) {
        expect(said.replaceAll('\u00A0', ' ').split('\n')).toContainEqual(expect.stringContaining(line))
      }
    })

    test('without a language asked for: that of the reader', async () => {
      const query = '{ viewer { user { locale } } }'
      const titles: Record<string, string> = { fr: 'Facture', en: 'Invoice', de: 'Rechnung', it: 'Fattura' }
      const seen = new Set<string>()
      for (const persona of ['partner-ended', 'client-owner', 'client-owner-partner-pays']) {
        const [{ id } = { id: '' }] = await visibleTo(persona)
        const { locale } = (await gateway.post({ query }, await gateway.headersOf(persona))).body.data.viewer
          .user
        const said = await textOf((await get(persona, `${id.slice(8)}.pdf`)).body)
        expect(said).toContain(`${titles[locale.slice(0, 2)]} INV`)
        seen.add(locale.slice(0, 2))
      }
      expect(seen.size).toBeGreaterThan(1)
    })

    test.each([
      ['partner-switched', 'lakeside-streaming-overdue', 'Lobby television'],
      ['stranger', 'hafenkontor-cancelled', 'Reverse charge'],
    ])('%s, %s: %s', async (persona, invoice, ...expected) => {
      const said = await textOf(await printed(persona, invoice, '?lang=en'))
      for (const words of expected) expect(said).toContain(words)
    })

    test('the default billing address where there is one, else the postal address', async () => {
      const billing = await textOf(await printed('client-owner', 'lakeside-before-switch', '?lang=en'))
      const [chosen] = await database.query<
        readonly { readonly recipient: string; readonly address_street: string }[]
      >(
        'SELECT recipient, address_street FROM billing_addresses WHERE organisation_id = 1 AND is_default = 1',
      )
      expect(chosen).toBeDefined()
      expect(billing).toContain(chosen?.address_street)
      const [postal] = await database.query<
        readonly { readonly address_street: string; readonly id: number }[]
      >(`SELECT o.id, o.address_street FROM organisations o WHERE o.name = 'Livia Hofer'`)
      expect(await textOf(await printed('stranger-private', 'hofer-own', '?lang=en'))).toContain(
        postal?.address_street,
      )
    })

    test('whom it was made out to, whatever became of the Organisation since', async () => {
      const id = keyOf('lakeside-refunded')
      await database.query(
        `UPDATE invoices SET billed_name = 'Seehotel alt AG', billed_address_street = 'Altweg 1', billed_address_city = 'Zug',
        billed_address_postal_code = '6300', billed_address_country = 'CH', billed_vat_number = NULL WHERE id = ?`,
        [id],
      )
      try {
        const lines = (await textOf(await printed('client-owner', 'lakeside-refunded', '?lang=fr'))).split(
          '\n',
        )
        for (const line of ['Seehotel alt AG', 'Altweg 1', '6300 Zug', 'Suisse']) {
          expect(lines).toContainEqual(expect.stringContaining(line))
        }
      } finally {
        await database.query('UPDATE invoices SET billed_name = NULL WHERE id = ?', [id])
      }
    })

    test('the number of a VAT-registered customer, and nobody else’s', async () => {
      expect(await textOf(await printed('stranger', 'hafenkontor-own', '?lang=en'))).toContain(
        'Customer’s VAT number DE',
      )
      expect(await textOf(await printed('client-owner', 'lakeside-before-switch', '?lang=en'))).not.toContain(
        'VAT number',
      )
    })

    test('a hundred lines: every one once, the head on every page, page numbers, whole pages', async () => {
      const id = Number(keyOf('hafenkontor-own'))
      const kept = await database.query<readonly { readonly id: number }[]>(
        'SELECT MAX(id) AS id FROM invoice_lines',
      )
      const last = Number(kept[0]?.id)
      for (let n = 1; n <= 99; n += 1) {
        const words = n % 9 === 0 ? 'Straßencafé-Überwachung für Grüezi & Söhne, Łódź, '.repeat(4) : ''
        await database.query(
          `INSERT INTO invoice_lines (invoice_id, description, product_id, quantity, unit_price, discount_rate, net, currency)
          VALUES (?, ?, NULL, 1, 1000, 0, 1000, 'EUR')`,
          [id, `${words}Position ${n};`],
        )
      }
      try {
        const pages = await readPdf(await printed('stranger', 'hafenkontor-own', '?lang=en'))
        const count = pages.length
        expect(count).toBeGreaterThan(2)
        const all = pages
          .flat()
          .map((line) => line.join(' '))
          .join('\n')
        for (let n = 1; n <= 99; n += 1) expect(all.split(`Position ${n};`)).toHaveLength(2)
        pages.forEach((page, index) => {
          const lines = page.map((line) => line.join(' '))
          const heads = lines.filter((line) => line.startsWith('Description Quantity'))
          expect(heads).toHaveLength(lines.some((line) => line.includes('Position')) ? 1 : 0)
          expect(lines.some((line) => line.endsWith(`Page ${index + 1}/${count}`))).toBe(true)
          if (index > 0)
            expect(lines[0]).toBe(`Example Hosting – Invoice ${invoiceNumber('hafenkontor-own')}`)
        })
      } finally {
        await database.query('DELETE FROM invoice_lines WHERE id > ?', [last])
      }
    })
  })

  test('the same invoice is the same bytes', async () => {
    const [first, second] = [
      await printed('client-owner', 'lakeside-refunded'),
      await printed('client-owner', 'lakeside-refunded'),
    ]
    expect(first.equals(second)).toBe(true)
    expect((await printed('client-owner', 'lakeside-own-after-switch')).equals(first)).toBe(false)
  })

  test('is a private attachment with a length, and HEAD says the same of it', async () => {
    const path = `${keyOf('lakeside-refunded')}.pdf`
    const whole = await get('client-owner', path)
    const head = await get('client-owner', path, 'HEAD')
    expect(whole.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${invoiceNumber('lakeside-refunded')}.pdf"`,
      'content-length': String(whole.body.length),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(head.headers['content-length']).toBe(String(whole.body.length))
    expect(head.body).toHaveLength(0)
  })

  test('a language that it does not speak is said to be one, whether there is an invoice or not', async () => {
    const there = await get('client-owner', `${keyOf('lakeside-refunded')}.pdf?lang=rm`)
    const nowhere = await get('client-owner', '999999.pdf?lang=rm')
    expect(JSON.parse(there.body.toString()).errors[0]).toMatchObject({
      message: '`lang` is `en`, `fr`, `de` or `it`.',
      extensions: { code: 'BAD_USER_INPUT' },
    })
    expect(nowhere.body).toEqual(there.body)
  })
})

interface Printed {
  readonly status: number
  readonly type: string | undefined
  readonly headers: Answered['headers']
  readonly body: Buffer
}

function keyOf(invoice: string): string {
  return idOf(`invoice/${invoice}`).slice('Invoice:'.length)
}
