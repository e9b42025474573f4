/** The public id of a row: its type and its key, `Invoice:17`. */
export function globalId(type: string, key: number): string {
  return `${type}:${key}`
}

/** Reads a public id. Anything malformed is undefined, which every caller answers like a row that does not exist. */
export function parseGlobalId(id: string): { readonly type: string; readonly key: number } | undefined {
  const match = /^([A-Z][A-Za-z]{0,40}):([1-9][0-9]{0,14})$/.exec(id)
  if (match === null) return undefined
  const [, type, key] = match
  return type === undefined || key === undefined ? undefined : { type, key: Number(key) }
}
