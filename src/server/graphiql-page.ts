import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Persona } from './persona'

/** A file a browser may fetch, read into memory when the gateway starts. */
export interface PageFile {
  readonly type: string
  readonly body: Buffer
  readonly etag: string
}

/**
 * The GraphiQL page by path: our own page from web/graphiql, the libraries from node_modules. No CDN, so it works
 * without a network and nobody learns who looks.
 */
export function graphiqlPage(personas: readonly Persona[]): ReadonlyMap<string, PageFile> {
  const page = pageFile('html', readFileSync(join(pages, 'index.html')))
  const files = new Map<string, PageFile>([
    ['/', page],
    ['/graphiql', page],
    ['/graphiql/personas.json', pageFile('json', Buffer.from(JSON.stringify(personas.map(shown))))],
  ])
  for (const name of ['page.js', 'page.css', 'examples.js']) {
    files.set(`/graphiql/${name}`, pageFile(extensionOf(name), readFileSync(join(pages, name))))
  }
  for (const [name, file] of libraries) {
    files.set(`/graphiql/${name}`, pageFile(extensionOf(name), readFileSync(packageFile(file))))
  }
  return files
}

/** INVARIANT: nothing from elsewhere, no script but ours. WHY inline styles: GraphiQL's dialogs bring their own. */
export const pagePolicy = [
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

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** Only what the page shows, and the password it signs in with: demo personas have no other. */
function shown({ key, name, email, password, organisation, role, situation, ids }: Persona): Persona {
  return { key, name, email, password, organisation, role, situation, ids }
}

function pageFile(extension: string, body: Buffer): PageFile {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  return { type: types[extension] ?? 'application/octet-stream', body, etag }
}

function packageFile(file: string): string {
  const [name = '', ...path] = file.split('/')
  return join(dirname(require.resolve(`${name}/package.json`)), ...path)
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
