import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Negotiator from 'negotiator'
import { filled } from '../app/setting-kinds'
import { type Settings } from '../app/settings'
import { cookieFiles, withCookieQuestion } from '../auth/open-session'
import { type Locale, locales } from '../platform/mail/language'

/** The pages that the links in mails lead to, by path, in the language that a browser prefers. */
export type LinkPages = (path: string, acceptLanguage: string | undefined) => PageFile | undefined

/** They are read from web/links and web/cookies and filled in when the gateway starts; they use no CDN and no inline script. */
export function linkPages(provider: string): LinkPages {
  const words = JSON.parse(readFileSync(join(folder, 'words.json'), 'utf8')) as Words
  const files = new Map<string, PageFile>([
    ...scripts.map((name) => [`/links/${name}`, fileOf(folder, name)] as const),
    ...cookieFiles.names.map((name) => [`/cookies/${name}`, fileOf(cookieFiles.folder, name)] as const),
  ])
  const pages = new Map(
    names.map((name) => [`/${name}`, inEveryLanguage(readFileSync(join(folder, `${name}.html`), 'utf8'))]),
  )
  return (path, acceptLanguage) => files.get(path) ?? pages.get(path)?.get(preferredLocale(acceptLanguage))

  function inEveryLanguage(template: string): ReadonlyMap<Locale, PageFile> {
    return new Map(
      locales.map((lang) => {
        const page = filled(template, { ...words[lang], lang, provider })
        return [lang, pageOf(withCookieQuestion(page, lang))]
      }),
    )
  }
}

type Words = Readonly<Record<Locale, Readonly<Record<string, string>>>>

const folder = resolve(__dirname, '../../web/links')
const names = [
  'accounting-address',
  'client-proposal',
  'confirm-email',
  'confirm-new-email',
  'holder-change',
  'invitation',
  'member-invitation',
  'reset-password',
]
const scripts = ['page.css', 'link.js', ...names.map((name) => `${name}.js`)]

/** INVARIANT: a page loads nothing from elsewhere, holds no inline script or style, and sends its form only to us. */
const linkPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

function fileOf(from: string, name: string): PageFile {
  const extension = name.slice(name.lastIndexOf('.') + 1)
  return pageFile({ extension, policy: linkPolicy, body: readFileSync(join(from, name)) })
}

function pageOf(html: string): PageFile {
  return pageFile({ extension: 'html', policy: linkPolicy, body: Buffer.from(html) })
}

/** The language of a page for a browser that says `Accept-Language: de-CH, fr;q=0.8`; English without the header. */
export function preferredLocale(accepted: string | undefined): Locale {
  const header = { 'accept-language': (accepted ?? '').slice(0, MOST_CHARACTERS) }
  // WHY our languages are not passed in: the library would then put `fr` before `en-GB` when both have the same weight.
  const wished = new Negotiator({ headers: header }).languages().map((tag) => tag.slice(0, 2).toLowerCase())
  return wished.flatMap((language) => locales.filter((locale) => locale === language))[0] ?? 'en'
}

/** WHY: no browser needs more, and sorting a header of any length would cost too much. */
const MOST_CHARACTERS = 500

/** A file a browser may fetch, read into memory when the gateway starts. */
export interface PageFile {
  readonly type: string
  readonly body: Buffer
  readonly etag: string
  /** Its Content-Security-Policy. */
  readonly policy: string
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

export function pageFile(file: {
  readonly extension: string
  readonly policy: string
  readonly body: Buffer
}): PageFile {
  const { extension, policy, body } = file
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  return { type: types[extension] ?? 'application/octet-stream', body, etag, policy }
}

/** The address under which browsers reach this gateway, without a slash at the end. Links in mails begin with it. */
export function publicUrlOf({ publicUrl, host, port }: Settings): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Who issues documents, as the settings say. */
export function issuerOf({
  providerName: name,
  providerLegal: legal,
}: Pick<Settings, 'providerName' | 'providerLegal'>): {
  readonly name: string
  readonly legal: readonly string[]
} {
  return { name, legal }
}
