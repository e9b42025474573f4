import { randomBytes } from 'node:crypto'

/** The two kinds of secrets that people make for their programs, each told by how it begins. */
export const secretPrefixes = { apiToken: 'mdt_', applicationPassword: 'mdp_' } as const

/** How many of its characters are kept in the clear, to recognise a secret by: the prefix and eight more. */
const SHOWN = 12

/** Sixteen letters and digits more than guessing could ever try: 160 bits. */
const BYTES = 20

/**
 * A new secret for a program. WHY letters and digits alone: it is typed and pasted into calendars and spreadsheets.
 * WHY a prefix: a leaked one is recognised by whoever finds it, and looked up without trying it as anything else.
 */
export function newPersonalSecret(kind: keyof typeof secretPrefixes): {
  readonly secret: string
  readonly shown: string
} {
  const secret = `${secretPrefixes[kind]}${randomBytes(BYTES).toString('hex')}`
  return { secret, shown: secret.slice(0, SHOWN) }
}
