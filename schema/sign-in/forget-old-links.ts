import { LessThan } from 'typeorm'
import type { TransactionGround } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/system-transaction'
import { RateLimitRow } from '../rate-limit/rate-limit.entity'
import { Session } from '../session/session.entity'
import { SignUp } from '../sign-up/sign-up.entity'
import { KnownDevice } from './known-device.entity'
import { PasswordReset } from './password-reset.entity'
import { UsedCode } from './used-code.entity'

const A_DAY = 86_400_000
/** For how long a device on which nobody signs in stays known. */
const HALF_A_YEAR = 180 * A_DAY

/** What a run has done. */
export interface Forgotten {
  readonly signUps: number
  readonly resets: number
  readonly codes: number
  readonly sessions: number
  readonly devices: number
  readonly limits: number
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
    const devices = await manager.delete(KnownDevice, {
      usedAt: LessThan(new Date(now.getTime() - HALF_A_YEAR)),
    })
    // WHY of the machine's clock: limits count by it, whatever the clock of the business says.
    const limits = await manager.delete(RateLimitRow, { expire: LessThan(String(Date.now())) })
    return {
      signUps: signUps.affected ?? 0,
      resets: resets.affected ?? 0,
      codes: codes.affected ?? 0,
      sessions: sessions.affected ?? 0,
      devices: devices.affected ?? 0,
      limits: limits.affected ?? 0,
    }
  })
}
