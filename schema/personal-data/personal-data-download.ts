import { strToU8, zipSync } from 'fflate'
import type { Download } from '../../src/server/downloads/download'
import { exportPersonalData } from './export-personal-data'

/** `/personal-data.zip`: what is kept of who asks, a JSON file each kind. For people who are signed in, not for tokens. */
export const personalDataDownload: Download = {
  path: /^\/personal-data\.zip$/,
  async open({ inspect, now }) {
    const data = await inspect(exportPersonalData, {})
    if (data === null) {
      return { kind: 'refused', code: 'FORBIDDEN', message: 'Personal data is for the person, signed in.' }
    }
    const files: Record<string, Uint8Array> = {}
    for (const [name, rows] of Object.entries(data)) {
      files[`${name}.json`] = strToU8(`${JSON.stringify(rows, null, 2)}\n`)
    }
    const body = Buffer.from(zipSync(files, { mtime: now }))
    return { kind: 'file', name: 'personal-data.zip', type: 'application/zip', body }
  },
}
