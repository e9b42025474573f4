/**
 * A font that shows a crossed box for each of these characters. So a reader sees that a character is there, although no
 * other font has it, and copying or searching the text still finds the character.
 * @param text the characters that the font shows.
 */
export function lastResortFont(text: string): Buffer {
  const characters = [...new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0))]
    .filter((character) => character >= FIRST)
    .sort((a, b) => a - b)
  const tables = new Map<string, Buffer>([
    ['OS/2', os2()],
    ['cmap', cmap(characters)],
    ['glyf', box()],
    ['head', head()],
    ['hhea', hhea()],
    // Widths and left bearings.
    ['hmtx', words(0, 0, 0, 0, 0, 0, WIDTH, LEFT)],
    ['loca', words(0, 0, 0, 0, box().length / 2)],
    ['maxp', words(1, 0, BOX + 1, 16, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)],
    ['name', name('Last Resort')],
    ['post', Buffer.concat([words(3, 0, 0, 0, 0, 0), Buffer.alloc(20)])],
  ])
  return assembled(tables)
}

/** Every font has the letters of English. */
const FIRST = 0x80
/** WHY not 1: PDF writers take the first two glyphs for placeholders. */
const BOX = 3
const WIDTH = 700
const [LEFT, RIGHT, BOTTOM, TOP, LINE] = [60, 640, -100, 740, 50]

/** 16-bit numbers. */
function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeUInt16BE(value & 0xffff, index * 2))
  return bytes
}

function longs(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4))
  return bytes
}

/** Format 12: a group for each character, all of them of the one glyph. */
function cmap(characters: readonly number[]): Buffer {
  const groups = characters.map((character) => longs(character, character, BOX))
  const subtable = Buffer.concat([words(12, 0), longs(16 + groups.length * 12, 0, groups.length), ...groups])
  return Buffer.concat([words(0, 1, 3, 10), longs(12), subtable])
}

/** The outer edge, the inner edge in the opposite direction, and a bar across. */
function box(): Buffer {
  const [l, r, b, t] = [LEFT + LINE, RIGHT - LINE, BOTTOM + LINE, TOP - LINE]
  const contours = [
    [LEFT, BOTTOM, LEFT, TOP, RIGHT, TOP, RIGHT, BOTTOM],
    [l, b, r, b, r, t, l, t],
    [l, b, r - LINE, t, r, t, l + LINE, b],
  ].map((flat) => flat.flatMap((value, index) => (index % 2 === 0 ? [[value, flat[index + 1] ?? 0]] : [])))
  const points = contours.flat() as [number, number][]
  const steps = (axis: 0 | 1) =>
    words(...points.map((point, index) => point[axis] - (points[index - 1]?.[axis] ?? 0)))
  return Buffer.concat([
    words(contours.length, LEFT, BOTTOM, RIGHT, TOP, 3, 7, 11, 0),
    Buffer.alloc(points.length, 1),
    steps(0),
    steps(1),
  ])
}

function head(): Buffer {
  return Buffer.concat([
    words(1, 0, 1, 0),
    longs(0, 0x5f0f3cf5),
    words(3, 1000),
    Buffer.alloc(16),
    words(LEFT, BOTTOM, RIGHT, TOP, 0, 8, 2, 0, 0),
  ])
}

function hhea(): Buffer {
  return words(1, 0, 800, -200, 0, WIDTH, LEFT, 60, RIGHT, 1, 0, 0, 0, 0, 0, 0, 0, BOX + 1)
}

function os2(): Buffer {
  return Buffer.concat([
    words(4, WIDTH, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0),
    Buffer.alloc(10),
    longs(0, 0, 0, 0),
    Buffer.from('NONE'),
    words(0x40, 0x80, 0xffff, 800, -200, 0, 800, 200),
    longs(0, 0),
    words(500, 700, 0, 0x20, 1),
  ])
}

function name(family: string): Buffer {
  const said = [
    [1, family],
    [2, 'Regular'],
    [4, family],
    [6, family.replaceAll(' ', '')],
  ] as const
  const texts = said.map(([, text]) => Buffer.from(text, 'utf16le').swap16())
  let offset = 0
  const records = said.map(([id], index) => {
    const length = texts[index]?.length ?? 0
    const record = words(3, 1, 0x409, id, length, offset)
    offset += length
    return record
  })
  return Buffer.concat([words(0, said.length, 6 + 12 * said.length), ...records, ...texts])
}

/** INVARIANT: a table begins at a multiple of four bytes. */
function assembled(tables: ReadonlyMap<string, Buffer>): Buffer {
  const count = tables.size
  const head = Buffer.alloc(12 + count * 16)
  head.writeUInt32BE(0x00010000, 0)
  head.writeUInt16BE(count, 4)
  const parts: Buffer[] = [head]
  let [entry, offset] = [12, head.length]
  for (const [tag, data] of tables) {
    head.write(tag, entry, 'latin1')
    head.writeUInt32BE(offset, entry + 8)
    head.writeUInt32BE(data.length, entry + 12)
    const padding = Buffer.alloc((4 - (data.length % 4)) % 4)
    parts.push(data, padding)
    entry += 16
    offset += data.length + padding.length
  }
  return Buffer.concat(parts)
}
