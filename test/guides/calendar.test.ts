import { idOf } from '../../schema/world/demo/demo-world'
import { demoPassword } from '../../schema/world/demo-password'
import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

const CREATE = `mutation ($input: CreateApplicationPasswordInput!) { createApplicationPassword(input: $input) { secret } }`
const CALENDAR = '/calendar/renewals.ics'

eachDatabase((_name, open) => {
  let gateway: DemoGateway

  beforeAll(async () => {
    gateway = await mutationsOn(await open(), { PUBLIC_URL: 'https://mandate.example' })
  })
  afterAll(() => gateway.close())

  const calendarOf = async (persona: string, organisation: string) => {
    const headers = await gateway.headersOf(persona)
    const { 'x-organisation': _acting, ...session } = headers as Record<string, string>
    const at = `${gateway.url}${CALENDAR}?organisation=${idOf(`organisation/${organisation}`)}`
    const response = await fetch(at, { headers: { ...session, host: 'mandate.example' } })
    return (await response.text()).replace(/\r\n[ \t]/g, '')
  }
  const entryOf = (calendar: string, product: string): string => {
    const uid = `UID:renewal-${idOf(`product/${product}`).replace(':', '-')}`
    const found = calendar.split('BEGIN:VEVENT').find((entry) => entry.includes(uid))
    if (found === undefined) throw new Error(`No entry of ${product}`)
    return found
  }

  test('an entry says who pays, leads to the product and reminds a week ahead', async () => {
    const entry = entryOf(await calendarOf('client-owner', 'lakeside'), 'lakeside-domain')
    expect(entry).toContain('DESCRIPTION:Bezahlt von Lakeside Hotel')
    const link = `https://mandate.example/?open=${encodeURIComponent(idOf('product/lakeside-domain'))}`
    expect(entry).toContain(link)
    expect(entry).toContain('BEGIN:VALARM')
    expect(entry).toContain('TRIGGER:-P6DT15H')
    expect(entry).not.toMatch(/CHF|\d\.\d\d\b/)
  })

  test('who pays is not said to whoever may not know it', async () => {
    // What Kontrast does not pay itself, it is not told the payer of.
    const entry = entryOf(await calendarOf('partner-switched', 'kontrast'), 'lakeside-domain')
    expect(entry).not.toContain('DESCRIPTION:Bezahlt von')
    expect(entry).toContain('BEGIN:VALARM')
  })

  test('a wrong application password is told about application passwords, not about operations', async () => {
    const { secret } = await gateway.ask('client-owner', CREATE, { name: 'Calendar', password: demoPassword })
    const ask = (password: string, path = CALENDAR) => {
      const basic = Buffer.from(`nina.keller@lakeside-hotel.example:${password}`).toString('base64')
      return fetch(`${gateway.url}${path}`, { headers: { authorization: `Basic ${basic}` } })
    }
    expect((await ask(secret)).status).toBe(200)
    const wrong = await ask(demoPassword)
    expect(wrong.status).toBe(401)
    const [error] = ((await wrong.json()) as any).errors // eslint-disable-line @typescript-eslint/no-explicit-any
    expect(error.message).toBe('The e-mail address or the application password is wrong.')
    expect(error.extensions.wayOut).toContain('the password of the account does not work here')
    expect(JSON.stringify(error)).not.toMatch(/signIn|GraphQL|mutation/)
    const elsewhere = await ask(secret, '/downloads/invoices/1.pdf')
    expect(elsewhere.status).toBe(401)
    expect(await elsewhere.text()).not.toMatch(/signIn/)
  })
})
