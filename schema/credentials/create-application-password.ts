import { newPersonalSecret } from '../../src/services/personal-secret'
import type { Operation } from '../../src/write/operation'
import { ApplicationPassword } from './application-password.entity'
import type { CreateApplicationPasswordInput } from './credentials.inputs'
import { labelOf } from './label-of'
import { personally } from './personally'
import { tellOwner } from './tell-owner'

/** A person lets a simple client in. The password is shown once. */
export const createApplicationPassword: Operation<CreateApplicationPasswordInput> = {
  name: 'createApplicationPassword',
  by: 'signed in',
  once: ['secret'],
  run: async (tx, input) => {
    const user = personally(tx)
    const name = labelOf(input.name, 'name')
    const { secret, shown } = newPersonalSecret('applicationPassword')
    const { identifiers } = await tx.manager.insert(ApplicationPassword, {
      user: { id: user },
      name,
      prefix: shown,
      secretHash: tx.digestOf(secret),
      createdAt: tx.now,
    })
    const key = Number(identifiers[0]?.['id'])
    const subject = { type: 'ApplicationPassword', key }
    await tx.audit({ action: 'application password created', subject, organisation: null, detail: { name } })
    await tellOwner(tx, user, { kind: 'APPLICATION_PASSWORD', name })
    return { applicationPassword: subject, secret }
  },
}
