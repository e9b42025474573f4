import { type Operation } from '../../src/write/operation'
import { lineOf } from '../contact/contact-texts'
import { sessionOf } from '../sign-in/session-of'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { type UpdateProfileInput } from './profile.resolver'

/** Changes what a person is called and in which language they are written to. By the person alone, never by a token. */
export const updateProfile: Operation<UpdateProfileInput> = {
  name: 'updateProfile',
  by: 'signed in',
  run: async (tx, input) => {
    const { user } = await sessionOf(tx)
    const after = { name: nameAfter(user, input), locale: localeAfter(user, input) }
    const changed = (['name', 'locale'] as const).filter((name) => after[name] !== user[name])
    if (changed.length === 0) throw refuse('CONFLICT', 'UNCHANGED')
    await tx.manager.update(User, user.id, after)
    // WHY without the values: an audit entry is never erased, and a name is personal data.
    await tx.audit({
      action: 'profile changed',
      subject: { type: 'User', key: user.id },
      organisation: null,
      detail: { changed },
    })
    return { user: { type: 'User', key: user.id } }
  },
}

function nameAfter(before: User, { name }: UpdateProfileInput): string {
  if (name === undefined) return before.name
  if (name === null) throw refuse('BAD_USER_INPUT', 'EMPTY', { field: 'name' })
  return lineOf(name, { field: 'name', most: 200 })
}

function localeAfter(before: User, { locale }: UpdateProfileInput): string {
  if (locale === undefined) return before.locale
  if (locale === null) throw refuse('BAD_USER_INPUT', 'EMPTY', { field: 'locale' })
  return languageOf(locale, 'locale')
}

/** The language of a person: `en`, `fr-CH`. @throws Refusal */
export function languageOf(given: string, field: string): string {
  if (!/^[a-z]{2}(-[A-Z]{2})?$/.test(given)) throw refuse('BAD_USER_INPUT', 'NOT_A_LANGUAGE', { field })
  return given
}
