/** Dots of every script that readers of mails take for the dot of a name. */
const DOT = /(?<=[^\s.])[.\u3002\uff0e\uff61\u2024](?=[\p{L}\p{N}-])/gu

/**
 * Text of strangers without anything that a reader of mails makes a link of: `example[.]com`, `https[:]//`. It can still be
 * read. Numbers such as 1.5 stay.
 */
export function withoutLinks(text: string): string {
  return text
    .replace(/:(?=\/\/)|(?<=\b(?:mailto|tel|sms|javascript|data)):/giu, '[:]')
    .replace(DOT, (dot, at: number, whole: string) => (isDecimal(whole, at) ? dot : '[.]'))
}

/** A number with one dot in it, such as 1.5. INVARIANT: four numbers with dots are an address. */
function isDecimal(text: string, at: number): boolean {
  return /(?<![\d.])\d+$/.test(text.slice(0, at)) && /^\d+(?![\d.]*\d)(?![\p{L}-])/u.test(text.slice(at + 1))
}
