import { strToU8, zipSync } from 'fflate'
import type { Download } from '../../src/server/downloads/download'
import { keptOfPerson } from './kept-of-person'
import { readShared } from './read-shared'

/**
 * `/personal-data.zip`: what is kept of who asks, a JSON file each kind. For people who are signed in, not for tokens.
 * INVARIANT: rows that are the person's alone are told as they are stored; everything else is read through the engine, as
 * the person acts now, and in an order of keys or days that says nothing about rows that are absent.
 */
export const personalDataDownload: Download = {
  path: /^\/personal-data\.zip$/,
  tried: () => ['/personal-data.zip'],
  async open({ inspect, read, now }) {
    const kept = await inspect(keptOfPerson, {})
    if (kept === null) {
      return { kind: 'refused', code: 'FORBIDDEN', message: 'Personal data is for the person, signed in.' }
    }
    const files: Record<string, Uint8Array> = {}
    for (const [name, rows] of Object.entries({ ...kept.own, ...(await readShared(read, kept)) })) {
      files[`${name}.json`] = strToU8(`${JSON.stringify(rows, null, 2)}\n`)
    }
    const body = Buffer.from(zipSync(files, { mtime: now }))
    return { kind: 'file', name: 'personal-data.zip', type: 'application/zip', body }
  },
}
