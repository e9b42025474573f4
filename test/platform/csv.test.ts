import { Writable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { type CsvValue, csvOptions, csvStream } from '../../src/platform/csv'
import { readCsv } from './read-csv'

/** One cell, as it stands in the file. */
function csvCell(cell: CsvValue): string {
  return stringify([[cell]], { ...csvOptions, eof: false })
}

describe('a cell', () => {
  it.each<[CsvValue, string]>([
    ['Lakeside Hotel', 'Lakeside Hotel'],
    ['Duval & Filles, Lyon', '"Duval & Filles, Lyon"'],
    ['the "best" one', '"the ""best"" one"'],
    ['two\r\nlines', '"two\r\nlines"'],
    [' space', '" space"'],
    ['Zürich – Genève 東京 😀', 'Zürich – Genève 東京 😀'],
    ['', ''],
    [null, ''],
    [42, '42'],
    [-42, '-42'],
    [{ decimal: '-138.88' }, '-138.88'],
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"`],
    ['+41 44 000 00 00', "'+41 44 000 00 00"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t'=1"`],
    ['\rx', `"'\rx"`],
    ['  =1', `"  '=1"`],
    ['\u200b=1', "\u200b'=1"],
    ['＝1+1', "'＝1+1"],
    ['harmless;=1+1;x', `"harmless;'=1+1;x"`],
    ['harmless\n=1+1', `"harmless\n'=1+1"`],
    ['a-b = c@d', 'a-b = c@d'],
    ["d'Arc", "d'Arc"],
  ])('%j is written %j', (cell, written) => {
    expect(csvCell(cell)).toBe(written)
  })

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e21,
    { decimal: '=1' },
    { decimal: '' },
    { decimal: '1,5' },
  ])('%j is no number to write', (cell) => {
    expect(() => csvCell(cell)).toThrow(TypeError)
  })

  it('never begins with a formula, whichever separator a spreadsheet takes, and loses nothing', () => {
    const nasty = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      ';',
      ',',
      '"',
      "'",
      ' ',
      'a',
      '1',
      '＝',
      'é',
    )
    fc.assert(
      fc.property(fc.string({ unit: nasty, maxLength: 12 }), (content) => {
        const [[cell] = []] = readCsv(`${csvCell(content)}\r\n`)
        const given = cell ?? ''
        for (const part of given.split(/[;,\t\r\n"]/)) expect(part).not.toMatch(/^\s*[=+\-@＝]/)
        expect(given.replaceAll("'", '')).toBe(content.replaceAll("'", ''))
      }),
      { numRuns: 500 },
    )
  })
})

describe('a file', () => {
  const simple = fc.string({
    unit: fc.constantFrom('a', ',', '"', 'b\r\n', ' ', 'ß', '東', ';'),
    maxLength: 8,
  })

  it('reads back as it was written', async () => {
    const table = fc.array(fc.tuple(simple, simple, simple), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const file = await text(csvStream(['one', 'two', 'three'], rows))
        expect(readCsv(file)).toEqual([['one', 'two', 'three'], ...rows])
      }),
    )
  })

  it('is UTF-8 with its mark, of lines that end in CRLF', async () => {
    const file = await buffer(csvStream(['Größe'], [['é'], ['']]))
    expect(file).toEqual(Buffer.from('\ufeffGröße\r\né\r\n""\r\n', 'utf8'))
    expect(await text(csvStream(['a', 'b'], []))).toBe('a,b\r\n')
  })

  it('fails, rather than shift cells, on a row that does not fit', async () => {
    await expect(text(csvStream(['a', 'b'], [['1']]))).rejects.toThrow(
      'A row has 1 cells, but the header has 2.',
    )
  })

  it('fails with its source', async () => {
    const source = async function* () {
      yield ['1']
      await Promise.reject(new Error('connection lost'))
    }
    await expect(text(csvStream(['a'], source()))).rejects.toThrow('connection lost')
  })

  it('closes its source when the reader goes away', async () => {
    let closed = false
    const source = function* () {
      try {
        for (;;) yield ['x'.repeat(1_000)]
      } finally {
        closed = true
      }
    }
    const stream = csvStream(['a'], source())
    for await (const chunk of stream) {
      expect(chunk).toBeInstanceOf(Buffer)
      break
    }
    await setImmediate()
    expect(closed).toBe(true)
  })
})

it('touches its source only once somebody reads', async () => {
  let touched = false
  const source = function* () {
    touched = true
    yield ['1']
  }
  csvStream(['a'], source()).destroy()
  await setImmediate()
  expect(touched).toBe(false)
})

describe('200,000 rows', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heap = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const total = 200_000
  const row = (n: number): readonly CsvValue[] => [
    `INV-${String(n).padStart(7, '0')}`,
    `Client ${n} AG, Zürich`,
    { decimal: '375.32' },
    '2026-11-24',
    'x'.repeat(60),
  ]

  it('are written in constant memory, no faster than they are read', async () => {
    let made = 0
    let bytes = 0
    let ahead = 0
    const heaps: number[] = []
    const source = async function* () {
      for (let n = 0; n < total; n += 1) {
        made = n
        if (n % 1_000 === 0) await Promise.resolve()
        yield row(n)
      }
    }
    const before = heap()
    const slow = new Writable({
      highWaterMark: 16_384,
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length
        ahead = Math.max(ahead, made - bytes / 120)
        if (heaps.length < bytes / 2_000_000) heaps.push(heap() - before)
        void setImmediate().then(() => done())
      },
    })
    await pipeline(csvStream(['number', 'client', 'gross', 'day', 'text'], source()), slow)
    const most = Math.max(...heaps)
    expect(bytes).toBeGreaterThan(20_000_000)
    expect(heaps.length).toBeGreaterThan(8)
    expect(most).toBeLessThan(4_000_000)
    expect(ahead).toBeLessThan(2_000)
    process.stdout.write(`200,000 rows, ${bytes} bytes: at most ${Math.round(most / 1024)} KiB more heap\n`)
  })
})
