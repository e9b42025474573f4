import { Readable } from 'node:stream'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { compareAnswers, type Compared } from '../../../src/analysis/leaks/compare-answers'
import { type Asking, findLeaks } from '../../../src/analysis/leaks/find-leaks'
import { type ScanDatabase, openScanDatabase } from '../../../src/analysis/leaks/scan-database'
import { type OperationVocabulary, writeAddress } from '../../../src/analysis/leaks/write-operation'
import { downloadsOf } from '../../../src/app/jobs-and-downloads'
import { leakTargets } from '../../../src/app/leak-targets'
import { mandateOn } from '../../../src/app/mandate-on'
import { type Download, type OpenedFile } from '../../../src/http/download'
import { type CustomQuery } from '../../../src/write/custom-query'
import { eachDatabase } from '../../support/databases'
import { NOON } from '../../support/real-engine'
import { askingPersonas } from './asking-personas'

/** Which address leaks at the moment. */
let planted: string | undefined

/** What nobody may know: prices of all products, whatever the policies say. */
const behindTheEngine: CustomQuery<object, string> = {
  name: 'planted',
  find: async ({ manager }) =>
    JSON.stringify(await manager.query('SELECT SUM(public_price) AS s, MAX(name) AS m FROM products')),
}

const real = downloadsOf({ providerName: 'Example Hosting', providerLegal: [] })

/** The real downloads, of which one reads a sum past the policies. */
const downloads = real.map((download): Download => ({
  ...download,
  open: async (request) => {
    const opened = await download.open(request)
    if (planted !== download.path.source || opened.kind !== 'file') return opened
    return withMore(opened, (await request.inspect(behindTheEngine, {})) ?? '')
  },
}))

function withMore(opened: OpenedFile, more: string): OpenedFile {
  const { body } = opened
  if (body instanceof Readable) return { ...opened, body: Readable.from(followed(body, more)) }
  if (opened.type !== 'application/zip') return { ...opened, body: Buffer.concat([body, Buffer.from(more)]) }
  const files = { ...unzipSync(new Uint8Array(body)), 'more.json': strToU8(more) }
  return { ...opened, body: Buffer.from(zipSync(files, { mtime: NOON })) }
}

async function* followed(body: Readable, more: string): AsyncGenerator<Buffer> {
  for await (const chunk of body) yield Buffer.from(chunk)
  yield Buffer.from(more)
}

/** A leak in any entry point beside operations is found. That there is none: `../../contract/non-interference.test.ts`. */
eachDatabase((name, open) => {
  // WHY fewer on MariaDB: what a download sends is read by the same code.
  const tried = real.filter(
    (_, index) => process.env['DEEP'] !== undefined || name === 'SQLite' || index % 2 === 0,
  )

  let analysis: ScanDatabase
  let principals: readonly Asking[]

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    const mandate = mandateOn(dataSource, { secret: Buffer.alloc(32, 7), maximumCost: 10_000_000 })
    analysis = await openScanDatabase(mandate, NOON, leakTargets(mandate, downloads))
    principals = (await askingPersonas(dataSource)).filter(({ name }) =>
      ['partner-switched', 'client-owner'].includes(name),
    )
  })

  afterEach(() => {
    planted = undefined
  })

  jest.setTimeout(240_000)

  test.each(tried.map(({ path }) => path.source))('a leak planted at %s is found', async (path) => {
    planted = path
    const write = (words: OperationVocabulary) => {
      for (;;) {
        const written = writeAddress(words)
        if (new RegExp(path).test(written.text.replace(/^GET |\?.*$/g, ''))) return written
      }
    }
    let difference: Compared['differences'][number] | undefined
    for (const { name, principal } of principals) {
      const compared = await compareAnswers(analysis, { name, principal, seed: 3, operations: 6, write })
      difference ??= compared.differences[0]
      if (difference !== undefined) break
    }
    expect(difference?.text).toMatch(/^GET \//)
  })

  test('one that is found is shown small', async () => {
    planted = '^\\/personal-data\\.zip$'
    const { leaks } = await findLeaks(analysis, {
      target: { kind: 'files' },
      principals,
      seed: 3,
      budget: { pairs: 400, leaks: 1, clock: () => 0 },
    })
    expect(leaks).toHaveLength(1)
    expect(leaks[0]?.changes.length).toBeLessThanOrEqual(2)
    expect(leaks[0]?.operation).toBe('GET /personal-data.zip')
  })
})
