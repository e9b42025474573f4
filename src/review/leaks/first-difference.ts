import type { FirstDifference } from './leak'

const BEFORE = 30
const SHOWN = 80

/** Where two answers part, with a little around it; undefined where they are the same. */
export function firstDifference(before: string, after: string): FirstDifference | undefined {
  if (before === after) return undefined
  let at = 0
  while (before[at] === after[at]) at += 1
  const from = Math.max(0, at - BEFORE)
  const cut = (text: string): string =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + SHOWN)}${text.length > from + SHOWN ? '…' : ''}`
  return { at: Buffer.byteLength(before.slice(0, at)), before: cut(before), after: cut(after) }
}
