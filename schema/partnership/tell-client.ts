import type { MailName } from '../../src/services/mail-templates/mail-forms'
import type { Transaction } from '../../src/write/transaction'
import { peopleToTell } from '../membership/people-to-tell'
import { Role } from '../membership/role'
import { Partnership } from './partnership.entity'
import type { News } from './tell-partner'

/** Tells the owners of the client what became of a mandate, each in their language. */
export async function tellClient<Name extends MailName>(
  tx: Transaction,
  partnership: number,
  { template, data }: News<Name>,
): Promise<void> {
  const { client, partner } = await tx.manager.findOneOrFail(Partnership, {
    where: { id: partnership },
    relations: { client: true, partner: true },
  })
  // WHY not the name the partnership keeps: where the Partner has asked, that is what the Partner wrote.
  const names = { client: client.name, partner: partner.displayName }
  for (const { email, locale } of await peopleToTell(tx, client.id, [Role.OWNER])) {
    await tx.mail({ to: email, template, locale, data: data(names) })
  }
}
