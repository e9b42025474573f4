/** Where somebody acts on a row. WHY the root with a parameter: whichever page is served there opens it. */
export function pageOf(subject: string): string {
  return `/?open=${encodeURIComponent(subject)}`
}
