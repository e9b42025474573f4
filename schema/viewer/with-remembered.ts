import type { SessionContext } from '../session/session-context'

/**
 * The viewer as it was read, and who is remembered on the device, asked for only where it is selected. WHY by the
 * field's name: what the query engine answers is keyed by response key, and it does not know this field.
 */
export function withRemembered(viewer: unknown, { session }: SessionContext): unknown {
  if (typeof viewer !== 'object' || viewer === null) return viewer
  return { ...viewer, rememberedUsers: () => session.rememberedUsers() }
}
