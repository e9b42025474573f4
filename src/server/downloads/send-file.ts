import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Exchange } from './answer-download'
import { type OpenedFile } from './download'

/**
 * Sends a file, a stream no faster than it is taken. INVARIANT: a stream has no length beforehand and ends only when
 * it is whole: whatever fails on the way destroys the connection, which every caller can tell from an end.
 * @param stallMs how long a caller may leave what was sent unread.
 */
export async function sendFile(
  { name, type, body }: OpenedFile,
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  stallMs: number,
): Promise<void> {
  response.setHeader('content-type', type)
  response.setHeader('content-disposition', `attachment; filename="${safeName(name)}"`)
  response.setHeader('cache-control', 'private, no-store')
  if (!(body instanceof Readable)) {
    response.setHeader('content-length', body.length)
    response.end(request.method === 'HEAD' ? undefined : body)
    return
  }
  if (request.method === 'HEAD') {
    body.destroy()
    response.end()
    return
  }
  // WHY: whoever stops reading would hold a place among the requests at hand for ever.
  response.setTimeout(stallMs, () => {
    if (response.writableNeedDrain) response.destroy()
  })
  await pipeline(body, response)
}

/** Letters, digits, dots and dashes: a name that no header and no file system reads otherwise. */
function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^\.+/, '')
}
