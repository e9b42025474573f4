import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Locale } from '../services/mail-templates/locale'
import { filled } from './filled'

/** Folder and names of what the question needs, served beside every page at `/cookies/NAME`. */
export const cookieFiles = {
  folder: resolve(__dirname, '../../web/cookies'),
  names: ['cookies.js', 'cookies.css'],
} as const

/** A page of ours with the question of cookies at its foot: asked on the first page, changed on any later one. */
export function withCookieQuestion(html: string, lang: Locale): string {
  const words = JSON.parse(read('words.json')) as Readonly<Record<Locale, Readonly<Record<string, string>>>>
  const foot = filled(read('footer.html'), words[lang])
  return html.replace('</head>', () => `${HEAD}</head>`).replace('</body>', () => `${foot}</body>`)
}

const HEAD = `<link rel="stylesheet" href="/cookies/cookies.css" />
<script src="/cookies/cookies.js" defer></script>
`

function read(name: string): string {
  return readFileSync(join(cookieFiles.folder, name), 'utf8')
}
