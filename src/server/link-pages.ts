import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Locale, locales } from '../services/mail-templates/locale'
import { filled } from './filled'
import { type PageFile, pageFile } from './page-file'
import { preferredLocale } from './preferred-locale'
import { cookieFiles, withCookieQuestion } from './with-cookie-question'

/** The pages that the links in mails lead to, by path, in the language that a browser prefers. */
export type LinkPages = (path: string, acceptLanguage: string | undefined) => PageFile | undefined

/** Read and filled when the gateway starts: from web/links and web/cookies, without a CDN and without a script within the page. */
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
const names = ['confirm-email', 'holder-change', 'invitation', 'member-invitation', 'reset-password']
const scripts = ['page.css', 'link.js', ...names.map((name) => `${name}.js`)]

/** INVARIANT: nothing from elsewhere, no script and no style within a page, and it is sent nowhere but to us. */
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
