const FORM = /^Organisation:([1-9]\d{0,9})$/

/** No Organisation has this number: what is malformed is looked up like what does not exist. */
const NOBODY = 0

/** The number in `Organisation:12`. */
export function organisationNumber(externalId: string): number {
  const [, digits] = FORM.exec(externalId) ?? []
  return digits === undefined ? NOBODY : Number(digits)
}
