import type { Transaction } from '../../src/write/transaction'
import type { MailData, MailName } from '../../src/services/mail-templates/mail-forms'
import { peopleToTell } from '../membership/people-to-tell'
import { Role } from '../membership/role'
import { Partnership } from './partnership.entity'

/** A mail about a mandate. */
export interface News<Name extends MailName> {
  readonly template: Name
  readonly data: (names: { readonly client: string; readonly partner: string }) => MailData<Name>
}

/** Tells the owners and administrators of the Partner what became of a mandate, each in their language. */
export async function tellPartner<Name extends MailName>(
  tx: Transaction,
  partnership: number,
  { template, data }: News<Name>,
): Promise<void> {
  const { partner, clientName } = await tx.manager.findOneOrFail(Partnership, {
    where: { id: partnership },
    relations: { partner: true },
  })
  const people = await peopleToTell(tx, partner.id, [Role.OWNER, Role.ADMINISTRATOR])
  for (const { email, locale } of people) {
    await tx.mail({
      to: email,
      template,
      locale,
      data: data({ client: clientName, partner: partner.displayName }),
    })
  }
}
