import { newPersonalSecret } from '../../src/services/personal-secret'
import type { Operation } from '../../src/write/operation'
import { askCode } from '../sign-in/ask-code'
import { refuse } from '../user-error/refuse'
import { User } from '../user/user.entity'
import { ApplicationPassword } from './application-password.entity'
import { endOf, mustBeFew } from './bounded'
import type { CreateApplicationPasswordInput } from './credentials.inputs'
import { labelOf } from './label-of'
import { personally } from './personally'
import { tellOwner } from './tell-owner'

/** A person lets a simple client in. The password is shown once. */
export const createApplicationPassword: Operation<CreateApplicationPasswordInput, Wanted> = {
  name: 'createApplicationPassword',
  by: 'signed in',
  once: ['secret'],
  prepare: async (outside, input) => {
    personally(outside)
    const name = labelOf(input.name, 'name')
    const expiresAt = endOf(outside.now, input.expiresAt)
    if (!(await outside.passwordMatches(input.password ?? ''))) {
      throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
    }
    return { name, expiresAt }
  },
  run: async (tx, input, { name, expiresAt }) => {
    const user = personally(tx)
    await tx.lock('users', [user])
    const owner = await tx.manager.findOneByOrFail(User, { id: user })
    await askCode(tx, { user: owner, code: input.code })
    await mustBeFew(tx, user, ApplicationPassword)
    const { secret, shown } = newPersonalSecret('applicationPassword')
    const { identifiers } = await tx.manager.insert(ApplicationPassword, {
      user: { id: user },
      name,
      prefix: shown,
      secretHash: tx.digestOf(secret),
      createdAt: tx.now,
      expiresAt,
    })
    const key = Number(identifiers[0]?.['id'])
    const subject = { type: 'ApplicationPassword', key }
    await tx.audit({
      action: 'application password created',
      subject,
      organisation: null,
      detail: { name, expiresAt: expiresAt?.toISOString() ?? null },
    })
    await tellOwner(tx, user, { kind: 'APPLICATION_PASSWORD', name })
    return { applicationPassword: subject, secret }
  },
}

interface Wanted {
  readonly name: string
  readonly expiresAt: Date | null
}
