/** The process that prints: `print-pdf.ts` sends it documents, one at a time, and it answers with their files. */

import { type Printed, type PrintedDocument } from './print-pdf'
import { typeset } from './typeset'

process.on('message', (document: PrintedDocument) => {
  typeset(document).then(
    (file) => answer({ file, isFull: process.memoryUsage.rss() > MEMORY }),
    (problem: unknown) => answer({ problem: problem instanceof Error ? problem.message : String(problem) }),
  )
})
/** Bytes. Printing English takes a quarter of them, printing every script at once nearly all. */
const MEMORY = 600 * 1024 * 1024

process.on('disconnect', () => process.exit())

function answer(printed: Printed): void {
  process.send?.(printed)
}
