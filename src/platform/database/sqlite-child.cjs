'use strict'

/**
 * Runs statements on a SQLite file for a gateway, one after the other, in a process of its own: see
 * docs/decisions/0110-sqlite-runs-in-processes.md. WHY plain JavaScript: it starts in a twentieth of a second, without a
 * compiler, whenever one that worked too long was killed.
 */
const Database = require('better-sqlite3')

const CACHED_STATEMENTS = 500

const [path, mode] = process.argv.slice(2)
const database = new Database(path, { readonly: mode === 'read', fileMustExist: true, timeout: 10_000 })
database.pragma('case_sensitive_like = ON')
if (mode !== 'read') {
  database.pragma('foreign_keys = ON')
  database.pragma('synchronous = NORMAL')
}

const statements = new Map()

function statementOf(text) {
  const known = statements.get(text)
  if (known !== undefined) return known
  const made = database.prepare(text)
  if (made.reader) made.raw()
  statements.set(text, made)
  if (statements.size > CACHED_STATEMENTS) statements.delete(statements.keys().next().value)
  return made
}

function answer({ text, values }) {
  try {
    const statement = statementOf(text)
    if (statement.reader) {
      const rows = statement.all(...values)
      return { columns: statement.columns().map(({ name }) => name), rows }
    }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { changes, lastInsertRowid: Number(lastInsertRowid) }
  } catch (problem) {
    return { problem: { message: problem.message, code: problem.code } }
  }
}

process.on('message', (statement) => process.send(answer(statement)))
// The gateway decides when this ends: a signal for its whole group is none for what it still has to do.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
process.on('disconnect', () => process.exit(0))
