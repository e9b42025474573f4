import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type PageFile, pageFile } from './page-file'
import { type Persona } from './persona'
import { withCookieQuestion } from './with-cookie-question'

/**
 * The GraphiQL page by path: our own page from web/graphiql, the libraries from node_modules. No CDN, so it works
 * without a network and nobody learns who looks.
 */
export function graphiqlPage(personas: readonly Persona[]): ReadonlyMap<string, PageFile> {
  const html = withCookieQuestion(readFileSync(join(pages, 'index.html'), 'utf8'), 'en')
  const page = fileOf('html', Buffer.from(html))
  const files = new Map<string, PageFile>([
    ['/', page],
    ['/graphiql', page],
    ['/graphiql/personas.json', fileOf('json', Buffer.from(JSON.stringify(personas.map(shown))))],
  ])
  for (const name of ['page.js', 'page.css', 'examples.js']) {
    files.set(`/graphiql/${name}`, fileOf(extensionOf(name), readFileSync(join(pages, name))))
  }
  for (const [name, file] of libraries) {
    files.set(`/graphiql/${name}`, fileOf(extensionOf(name), readFileSync(packageFile(file))))
  }
  return files
}

/** INVARIANT: nothing from elsewhere, no script but ours. WHY inline styles: GraphiQL's dialogs bring their own. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'font-src data:',
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const pages = resolve(__dirname, '../../web/graphiql')

const libraries: readonly (readonly [string, string])[] = [
  ['react.js', 'react/umd/react.production.min.js'],
  ['react-dom.js', 'react-dom/umd/react-dom.production.min.js'],
  ['graphiql.js', 'graphiql/graphiql.min.js'],
  ['graphiql.css', 'graphiql/graphiql.min.css'],
]

/** Only what the page shows, and the password it signs in with: demo personas have no other. */
function shown({ key, name, email, password, organisation, role, situation, ids }: Persona): Persona {
  return { key, name, email, password, organisation, role, situation, ids }
}

function fileOf(extension: string, body: Buffer): PageFile {
  return pageFile({ extension, policy: pagePolicy, body })
}

function packageFile(file: string): string {
  const [name = '', ...path] = file.split('/')
  return join(dirname(require.resolve(`${name}/package.json`)), ...path)
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
