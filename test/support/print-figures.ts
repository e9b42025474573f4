/** The figures of a race or of a search, printed with RACE_FIGURES=1. */
export function printFigures(what: string, figures: object | string): void {
  if (process.env['RACE_FIGURES'] === undefined) return
  process.stdout.write(`${what}: ${typeof figures === 'string' ? figures : JSON.stringify(figures)}\n`)
}
