/** What a mail program would show of a mail that came over the wire. */
export interface ReadMail {
  readonly headers: ReadonlyMap<string, string>
  readonly text: string
}

/** Reads a mail of one part of text. */
export function readMail(raw: Buffer): ReadMail {
  const whole = raw.toString('latin1').replaceAll('\r\n', '\n')
  const end = whole.indexOf('\n\n')
  const lines = whole
    .slice(0, end)
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())] as const
    }),
  )
  const body = whole.slice(end + 2)
  return { headers, text: decodeBody(body, headers.get('content-transfer-encoding') ?? '7bit') }
}

/** `=?UTF-8?Q?H=C3=B4tel?=` → `Hôtel` */
function decodeWords(text: string): string {
  const joined = text.replace(/\?=\s+=\?/g, '?==?')
  return joined.replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_word, kind: string, value: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(value, 'base64').toString('utf8')
      : decodeQuoted(value.replaceAll('_', ' ')),
  )
}

function decodeBody(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n')
    case 'quoted-printable':
      return decodeQuoted(body.replace(/=\n/g, ''))
    default:
      return Buffer.from(body, 'latin1').toString('utf8')
  }
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_code, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
