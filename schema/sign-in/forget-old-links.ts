import { LessThan } from 'typeorm'
import type { TransactionGround } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/system-transaction'
import { Session } from '../session/session.entity'
import { SignUp } from '../sign-up/sign-up.entity'
import { PasswordReset } from './password-reset.entity'
import { UsedCode } from './used-code.entity'

const A_DAY = 86_400_000

/** What a run has done. */
export interface Forgotten {
  readonly signUps: number
  readonly resets: number
  readonly codes: number
  readonly sessions: number
}

/** Forgets sign-ups nobody confirmed, links and sessions that are over, and codes that no clock accepts any more. */
export function forgetOldLinks(ground: TransactionGround, now: Date): Promise<Forgotten> {
  const over = LessThan(now)
  return systemTransaction(ground, now, async ({ manager }) => {
    const signUps = await manager.delete(SignUp, { expiresAt: over })
    const resets = await manager.delete(PasswordReset, { expiresAt: over })
    const sessions = await manager.delete(Session, { expiresAt: over })
    // WHY a day: a code of the clock counts for a minute and a half; a clock set back must not bring it back.
    const codes = await manager.delete(UsedCode, { usedAt: LessThan(new Date(now.getTime() - A_DAY)) })
    return {
      signUps: signUps.affected ?? 0,
      resets: resets.affected ?? 0,
      codes: codes.affected ?? 0,
      sessions: sessions.affected ?? 0,
    }
  })
}
