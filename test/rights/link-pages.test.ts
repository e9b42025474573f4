import { readdirSync, readFileSync } from 'node:fs'
import { openDatabaseAt } from '../../ormconfig'
import { preferredLocale } from '../../src/http/link-pages'
import { type HolderWorld, holderWorld } from './holder-world'

const PAGES = ['/holder-change', '/invitation']
const words = JSON.parse(readFileSync('web/links/words.json', 'utf8')) as Record<
  string,
  Record<string, string>
>

describe('the pages that links in mails lead to', () => {
  let world: HolderWorld
  beforeAll(async () => {
    world = await holderWorld(await openDatabaseAt('sqlite::memory:'))
  })
  afterAll(async () => {
    await world.gateway.close()
    await world.gateway.database.destroy()
  })

  const get = async (path: string, language?: string, method = 'GET') => {
    const headers = language === undefined ? {} : { 'accept-language': language }
    const response = await fetch(world.gateway.url + path, { method, headers })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  test.each(PAGES)('%s: nothing from elsewhere, nothing within, no referrer', async (path) => {
    const { status, headers, text } = await get(path)
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('vary')).toContain('accept-language')
    expect(text).not.toMatch(/https?:\/\/|<script>|<style| style=| on\w+=|\{\{/)
    const links = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '')
    for (const link of links.filter((one) => !one.startsWith('data:'))) {
      expect([link, (await get(link)).status]).toEqual([link, 200])
    }
  })

  test.each([
    ['fr-CH, de;q=0.5', 'fr', 'Changement de titulaire'],
    ['de', 'de', 'Wechsel des Inhabers'],
    ['rm, it;q=0.4, en;q=0.2', 'it', 'Cambio di titolare'],
    ['ja', 'en', 'Change of holder'],
    ['*', 'en', 'Change of holder'],
    [undefined, 'en', 'Change of holder'],
  ])('in the language of %s', async (asked, lang, title) => {
    const { text } = await get('/holder-change', asked)
    expect(text).toContain(`<html lang="${lang}">`)
    expect(text).toContain(`<h1>${title}</h1>`)
  })

  test('every language has every word, and every word is used', () => {
    const used = readdirSync('web/links')
      .filter((name) => name.endsWith('.html'))
      .flatMap((name) => [...readFileSync(`web/links/${name}`, 'utf8').matchAll(/\{\{(\w+)\}\}/g)])
      .flatMap(([, word]) => (word === undefined || word === 'lang' || word === 'provider' ? [] : [word]))
    for (const language of ['fr', 'en', 'de', 'it']) {
      expect(Object.keys(words[language] ?? {}).sort()).toEqual([...new Set(used)].sort())
    }
  })

  test('what the scripts ask is what the schema answers', async () => {
    const scripts = ['holder-change.js', 'invitation.js'].map((name) =>
      readFileSync(`web/links/${name}`, 'utf8'),
    )
    const documents = scripts.flatMap((text) => text.match(/(?<=[`'])(?:query|mutation)[^`]*(?=[`'])/g) ?? [])
    expect(documents.length).toBeGreaterThanOrEqual(8)
    for (const query of documents) {
      const { body } = await world.gateway.post({ query, variables: {} })
      // Its variables are missing; everything else of it is valid.
      const codes = (body.errors ?? []).map(
        (error: { extensions: { code: string } }) => error.extensions.code,
      )
      expect({ query, codes }).toEqual({ query, codes: query.includes('$') ? ['BAD_USER_INPUT'] : [] })
    }
  })

  test('opening a page changes nothing, and what is behind a question mark comes back nowhere', async () => {
    await world.change('partner-full-partner-pays', 'cordier-collectors-domain')
    const token = (await world.letters()).at(-1)?.token ?? ''
    const tables = ['holder_changes', 'products', 'audit_entries', 'outbox_mails']
    const before = await Promise.all(tables.map((table) => world.rows(table)))
    const { status, headers, text } = await get(`/holder-change?token=${token}`)
    expect(status).toBe(200)
    expect(text + JSON.stringify([...headers])).not.toContain(token)
    expect(await Promise.all(tables.map((table) => world.rows(table)))).toEqual(before)
    expect((await get('/holder-change', 'en', 'POST')).status).toBe(404)
    expect(await world.look(token)).not.toBeNull()
  })
})

test.each([
  ['fr;q=0.1, de;q=0.9', 'de'],
  ['fr;q=0, de', 'de'],
  ['*', 'en'],
  ['en-GB,fr', 'en'],
  ['de;q=abc, fr;q=0.1', 'fr'],
  [',x'.repeat(300), 'en'],
])('Accept-Language %s prefers %s', (header, locale) => {
  expect(preferredLocale(header)).toBe(locale)
})
