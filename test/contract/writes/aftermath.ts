import { demoPassword } from '../../../schema/world/demo-password'
import { digestOf } from '../../../src/platform/crypto/sealed-text'
import { type Principal } from '../../../src/policy/principal'
import { type Candidate, type Scene } from './everybody'
import { type Row } from './stage'
import { type CheckedMail, checkMail } from './check-mail'

/** What an accepted mutation wrote beside its rows. */
export interface Aftermath {
  readonly audits: readonly Row[]
  readonly mails: readonly CheckedMail[]
  /** Who did it, and whose account the target was. */
  readonly principal: Principal
  readonly concerns: number
  /** What nothing but the mail to its addressee may tell: passwords, hashes, tokens. */
  readonly secrets: readonly string[]
}

/** INVARIANT: what the demo world tells itself is left out, so that all there is is of this mutation. */
export async function aftermathOf(scene: Scene, { facts, row, principal }: Candidate): Promise<Aftermath> {
  const { stage } = scene
  const audits = await addedTo(scene, 'audit_entries')
  const outbox = await addedTo(scene, 'outbox_mails')
  const mails: CheckedMail[] = []
  for (const mail of outbox) mails.push(await checkMail(stage, mail, { audits, target: row }))
  const tokens = mails.flatMap(({ data }) => /token=([^&]+)/.exec(String(data['link']))?.[1] ?? [])
  return {
    audits,
    mails,
    principal,
    concerns: Number(row[facts.concerns]),
    secrets: [demoPassword, '$argon2', ...tokens, ...tokens.map((token) => digestOf(token))],
  }
}

async function addedTo({ stage, world }: Scene, table: string): Promise<readonly Row[]> {
  const before = new Set(world.rows(table).map(({ id }) => Number(id)))
  return (await stage.rows(table)).filter(({ id }) => !before.has(Number(id)))
}
