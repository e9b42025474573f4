import { type TestBilling, billingAdminOn } from '../partnership/desk'
import { textOf } from '../downloads/read-pdf'
import { eachDatabase } from '../support/databases'

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })
  afterAll(() => admin.close())

  const get = async (persona: string, organisation: string, query = '') => {
    const headers = persona === 'nobody' ? {} : await admin.headersOf(persona)
    const path = `/downloads/organisations/${organisation}/processing-certificate.pdf${query}`
    const response = await fetch(`${admin.url}${path}`, { headers })
    return {
      status: response.status,
      body: Buffer.from(await response.arrayBuffer()),
      headers: response.headers,
    }
  }
  const lakeside = () => String(admin.key('organisation/lakeside'))

  test('its address is told to owners and administrators', async () => {
    const query = '{ organisations { nodes { processingCertificateUrl } } }'
    const reported = async (persona: string) =>
      (await admin.ask(persona, query)).nodes[0].processingCertificateUrl
    expect(await reported('client-owner')).toBe(
      `/downloads/organisations/${lakeside()}/processing-certificate.pdf`,
    )
    expect(await reported('client-administrator')).not.toBeNull()
    expect(await reported('client-accountant')).toBeNull()
    expect(await reported('client-external')).toBeNull()
  })

  test('says the parties, the day and who else handles the data, in English', async () => {
    const { status, body, headers } = await get('client-owner', lakeside(), '?lang=en')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/pdf')
    const text = await textOf(body)
    for (const said of [
      'Certificate of data processing',
      'Lakeside Hotel AG',
      'Example Hosting',
      '23 November 2026',
      'Alpine Datacentre AG',
      'Registry Bridge GmbH',
      'Germany',
      'Page 1/',
    ]) {
      expect(text).toContain(said)
    }
    // Its time is over: it is history, and not in force.
    expect(text).not.toContain('Clean Inbox')
    expect(text).not.toMatch(/[{}]/)
  })

  test('speaks French, and the same twice', async () => {
    const { body } = await get('client-administrator', lakeside(), '?lang=fr')
    const text = await textOf(body)
    expect(text).toContain('Attestation de sous-traitance de données')
    expect(text).toContain('23 novembre 2026')
    expect(text).toContain('Allemagne')
    expect((await get('client-administrator', lakeside(), '?lang=fr')).body.equals(body)).toBe(true)
  })

  test.each([
    ['client-accountant', 403],
    ['client-collaborator', 403],
    ['client-external', 403],
    ['partner-switched', 403],
    ['staff-support', 403],
    ['partner-pending', 403],
    ['stranger', 404],
    ['staff-compliance', 404],
    ['nobody', 401],
  ])('is for nobody else: %s gets %i', async (persona, status) => {
    expect((await get(persona, lakeside())).status).toBe(status)
  })

  test('what does not exist and what is no number answer like what is hidden', async () => {
    const hidden = await get('stranger', lakeside())
    for (const other of ['999999', 'x', '1%20OR%201=1']) {
      const answer = await get('stranger', other)
      expect([answer.status, answer.body.toString()]).toEqual([hidden.status, hidden.body.toString()])
    }
    expect((await get('client-owner', lakeside(), '?lang=xx')).status).toBe(400)
  })
})
