import type { ConnectedDatabase } from '../data/connected-database'
import { exposureOf, type ExposureSettings } from '../server/exposure'
import type { Settings } from '../server/settings'

/** What is printed in the documentation, and opens the doors of a made-up world, as it is stored. */
export interface KnownSecrets {
  readonly passwordHash: string
  readonly tokenHashes: readonly string[]
}

/** How many sign-ins and tokens of a database everybody knows who has read the documentation. */
export async function countDemoPeople(
  database: ConnectedDatabase,
  { passwordHash, tokenHashes }: KnownSecrets,
): Promise<number> {
  const [people] = await database.query<readonly { readonly n: number }[]>(
    'SELECT COUNT(*) AS n FROM users WHERE password_hash = ?',
    [passwordHash],
  )
  const places = tokenHashes.map(() => '?').join(', ')
  const [tokens] = await database.query<readonly { readonly n: number }[]>(
    `SELECT COUNT(*) AS n FROM api_tokens WHERE revoked_at IS NULL AND token_hash IN (${places})`,
    [...tokenHashes],
  )
  return (people?.n ?? 0) + (tokens?.n ?? 0)
}

/**
 * INVARIANT: a gateway that others reach does not start on people whose password is printed in the documentation, whether the
 * database was made so today or long before, unless whoever runs it says that everybody may come in.
 * @param people as counted in the database; with `DEMO`, whoever an empty one would be filled with.
 * @throws a sentence that says why, and which settings change it.
 */
export function refuseExposedDemo(
  settings: ExposureSettings & Pick<Settings, 'allowDemoPeople'>,
  people: number,
): void {
  const reasons = exposureOf(settings)
  if (people === 0 || reasons.length === 0 || settings.allowDemoPeople) return
  throw new Error(
    `The database holds the demo world: ${people} sign-ins and tokens that everybody knows who has read the documentation. ` +
      `It is not served, because ${reasons.join(', and ')}. Choose another database with DATABASE_URL, or say ` +
      'ALLOW_DEMO_PEOPLE=true to let everybody in.',
  )
}
