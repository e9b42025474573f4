import { localeOf } from '../../src/services/mail-templates/locale'
import type { Complaint } from '../../src/write/refusal'
import { ErrorCode } from './error-code'
import { saySentence } from './reason'
import { UserError } from './user-error'

/** A complaint as its reader gets it: code, reason, field, and one sentence in their language. */
export function sayUserError({ code, reason, field, facts }: Complaint, language: string): UserError {
  const message = saySentence(localeOf(language), reason, facts)
  return Object.assign(new UserError(), { code: ErrorCode[code], reason, field, message })
}
