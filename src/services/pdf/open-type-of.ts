import { inflateSync } from 'node:zlib'

const HEADER = 44
const ENTRY = 20

/** The OpenType font in a WOFF 1.0 file: the same tables, not compressed. */
export function openTypeOf(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_none, index) => tableAt(woff, HEADER + index * ENTRY))
  const power = 2 ** Math.floor(Math.log2(count))
  const head = Buffer.alloc(12 + count * 16)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((count - power) * 16, 10)
  let offset = head.length
  tables.forEach(({ tag, checksum, data }, index) => {
    const entry = 12 + index * 16
    head.write(tag, entry, 'latin1')
    head.writeUInt32BE(checksum, entry + 4)
    head.writeUInt32BE(offset, entry + 8)
    head.writeUInt32BE(data.length, entry + 12)
    offset += data.length + padding(data.length)
  })
  return Buffer.concat([head, ...tables.flatMap(({ data }) => [data, Buffer.alloc(padding(data.length))])])
}

function tableAt(woff: Buffer, entry: number) {
  const [start, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [
    number,
    number,
    number,
  ]
  const stored = woff.subarray(start, start + packed)
  return {
    tag: woff.toString('latin1', entry, entry + 4),
    checksum: woff.readUInt32BE(entry + 16),
    data: packed < length ? inflateSync(stored) : stored,
  }
}

function padding(length: number): number {
  return (4 - (length % 4)) % 4
}
