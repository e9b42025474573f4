/** The process that prints: it is handed documents by `print-pdf.ts`, one at a time, and hands back their files. */
import { type Printed } from './print-pdf'
import { type PrintedDocument } from './printed-document'
import { typeset } from './typeset'

process.on('message', (document: PrintedDocument) => {
  typeset(document).then(
    (file) => answer({ file }),
    (problem: unknown) => answer({ problem: problem instanceof Error ? problem.message : String(problem) }),
  )
})
process.on('disconnect', () => process.exit())

function answer(printed: Printed): void {
  process.send?.(printed)
}
