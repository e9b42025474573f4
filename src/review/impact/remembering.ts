import type { Database, SqlRow } from '../../query/database'

/** A database that is asked the same thing once: a row and its fields often change by one and the same condition. */
export function remembering(database: Database): Database {
  const known = new Map<string, Promise<readonly SqlRow[]>>()
  return {
    query: (text, parameters) => {
      const key = JSON.stringify([text, parameters])
      const answer = known.get(key) ?? database.query(text, parameters)
      known.set(key, answer)
      return answer
    },
  }
}
