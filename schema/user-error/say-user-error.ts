import { localeOf } from '../../src/services/mail-templates/locale'
import type { Complaint } from '../../src/write/refusal'
import { ErrorCode } from './error-code'
import { reasons } from './reason'
import type { Sentences } from './sentences'
import { UserError } from './user-error'

/** A complaint as its reader gets it: code, reason, field, and one sentence in their language. */
export function sayUserError({ code, reason, field, facts }: Complaint, language: string): UserError {
  const sentences = (reasons as Readonly<Record<string, Sentences>>)[reason]
  if (sentences === undefined) throw new Error(`No sentence is known for the reason ${reason}`)
  const message = sentences[localeOf(language)].replace(/\{(\w+)\}/g, (_all, fact: string) => {
    const value = facts[fact]
    if (value === undefined) throw new Error(`The sentence for ${reason} wants to mention ${fact}`)
    return String(value)
  })
  return Object.assign(new UserError(), { code: ErrorCode[code], reason, field, message })
}
