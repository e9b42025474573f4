import { createHash } from 'node:crypto'

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
