import type { Operation } from '../../src/write/operation'
import { User } from '../user/user.entity'
import type { ChooseCookiesInput } from './personal-data.inputs'

/** Keeps the choice in the account, so that it holds in every browser of who is signed in. */
export const chooseCookies: Operation<ChooseCookiesInput> = {
  name: 'chooseCookies',
  by: 'signed in',
  run: async (tx, { choice }) => {
    const key = tx.principal.user?.id ?? 0
    await tx.manager.update(User, key, { cookieChoice: choice })
    await tx.audit({
      action: 'cookies chosen',
      subject: { type: 'User', key },
      organisation: null,
      detail: { choice },
    })
    return { cookieChoice: choice }
  },
}
