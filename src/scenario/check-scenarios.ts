import { type Expectation, expectationsOf, scenariosOf } from './expectation'
import type { Hiding, ScenarioBook } from './scenario'
import type { Complain } from './scenario-error'

/** What is said to be hidden must not be shown elsewhere, and nothing may be done with a row nobody knows. */
export function checkScenarios(book: ScenarioBook, complain: Complain): void {
  for (const expectation of expectationsOf(book)) {
    const proofs = scenariosOf(expectation.persona, book.scenarios).flatMap((one) => one.proofs)
    const seen = new Set(proofs.flatMap(({ sees }) => sees.flatMap(({ rows }) => rows)))
    for (const { rows, action, place } of proofs.flatMap(({ may }) => may)) {
      const unseen = rows.find((row) => !seen.has(row))
      if (unseen === undefined) continue
      complain({
        ...place,
        message: `\`${expectation.persona}\` may \`${action}\` ${unseen}, yet does not see it.`,
      })
    }
    for (const hiding of proofs.flatMap(({ hides }) => hides)) checkHiding(hiding, expectation, complain)
  }
}

function checkHiding(
  { rows, fields, place }: Hiding,
  { persona, rows: seen }: Expectation,
  complain: Complain,
): void {
  for (const id of rows) {
    const row = seen.get(id)
    const shown =
      row === undefined ? undefined : fields === null ? '' : fields.find((field) => row.fields.has(field))
    if (shown === undefined) continue
    const what = shown === '' ? id : `${shown} of ${id}`
    complain({ ...place, message: `${what} is hidden here, and \`${persona}\` sees it by another line.` })
    return
  }
}
