import { demoPassword } from '../../../schema/world/demo-password'
import type { Principal } from '../../../src/policy/principal'
import { digestOf } from '../../../src/services/secret-token'
import { type ToldMail, toldMail } from './told-mail'
import type { Candidate } from './everybody'
import type { Row, Stage } from './stage'

/** What an accepted mutation wrote beside its rows. */
export interface Aftermath {
  readonly audits: readonly Row[]
  readonly mails: readonly ToldMail[]
  /** Who did it, and whose account the target was. */
  readonly principal: Principal
  readonly concerns: number
  /** What nothing but the mail to its addressee may tell: passwords, hashes, tokens. */
  readonly secrets: readonly string[]
}

/** INVARIANT: audit trail and outbox of the demo world are empty, so that all they hold is of this mutation. */
export async function aftermathOf(stage: Stage, { facts, row, principal }: Candidate): Promise<Aftermath> {
  const audits = await stage.rows('audit_entries')
  const outbox = await stage.rows('outbox_mails')
  const mails: ToldMail[] = []
  for (const mail of outbox) mails.push(await toldMail(stage, mail, { audits, target: row }))
  const tokens = mails.flatMap(({ data }) => /token=([^&]+)/.exec(String(data['link']))?.[1] ?? [])
  return {
    audits,
    mails,
    principal,
    concerns: Number(row[facts.concerns]),
    secrets: [demoPassword, '$argon2', ...tokens, ...tokens.map((token) => digestOf(token))],
  }
}
