import type { Sealer } from '../../src/services/sealed-text'

/** For what a message is sealed: one cannot be moved to another thread. */
export function threadName(report: number): string {
  return `irregularity ${report}`
}

/**
 * A message as it was written. What bears no mark of a seal was never sealed: the demo world knows no secret.
 * @throws where it was sealed under another secret, or changed since.
 */
export function openedText(sealer: Sealer, { text, report }: { text: string; report: number }): string {
  if (!text.startsWith('s1.')) return text
  const opened = sealer.open(text, threadName(report))
  if (opened === undefined)
    throw new Error('A message about an irregularity cannot be opened with this secret')
  return opened
}
