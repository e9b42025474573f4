/** From one day to another, both included; open where the last day is not known. */
export interface Validity {
  readonly validFrom: string
  readonly validTo: string | null
}

/** The row in force on a day. Where two overlap, the one that began last: a newer list replaces an older. */
export function inForceOn<Row extends Validity>(rows: readonly Row[], day: string): Row | undefined {
  const holding = rows.filter((row) => row.validFrom <= day && (row.validTo === null || day <= row.validTo))
  return holding.reduce<Row | undefined>(
    (latest, row) => (latest === undefined || row.validFrom > latest.validFrom ? row : latest),
    undefined,
  )
}
