import { digestOf } from '../services/secret-token'
import { type SqlDatabase } from './sql-database'

/** Ends the session of this token, if there is one. */
export async function signOut(database: SqlDatabase, token: string): Promise<void> {
  await database.query('DELETE FROM sessions WHERE token_hash = ?', [digestOf(token)])
}
