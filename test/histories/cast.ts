import { type DataSource } from 'typeorm'
import { Membership } from '../../schema/membership/membership.entity'
import { Role } from '../../schema/membership/role'
import { Organisation, OrganisationKind } from '../../schema/organisation/organisation.entity'
import { VatStatus } from '../../schema/organisation/vat-check.entity'
import { Partner, PartnerRate } from '../../schema/partner/partner.entity'
import { ProductCategory } from '../../schema/product/product-status'
import { User } from '../../schema/user/user.entity'
import { hashPassword } from '../../src/auth/passwords'
import { inTransaction, type TransactionManager } from '../../src/platform/database/transaction'
import { type Principal } from '../../src/policy/principal'
import { NOON } from '../support/real-engine'
import { type PartnerTerms } from './model'

export const PASSWORD = 'a long enough password'

/** Organisations of one history alone, so that histories share a database without meeting. */
export interface Cast {
  readonly clients: readonly number[]
  readonly partners: readonly PartnerTerms[]
  /** The owner and the collaborator with accounting of each Organisation. */
  readonly principals: ReadonlyMap<number, { readonly OWNER: Principal; readonly ACCOUNTING: Principal }>
}

const terms = [
  { discount: 20, cashback: 15 },
  { discount: 40, cashback: 25 },
]

let histories = 0

/** Two clients and two Partners in Switzerland, each with an owner and an accountant. */
export async function castOf(database: DataSource): Promise<Cast> {
  histories += 1
  await hashed
  return inTransaction(database, madeBy)
}

async function madeBy(database: TransactionManager): Promise<Cast> {
  const passwordHash = await hashed
  const principals = new Map<number, { OWNER: Principal; ACCOUNTING: Principal }>()
  const organisations: number[] = []
  for (const name of ['client one', 'client two', 'partner one', 'partner two']) {
    const organisation = await makeOrganisation(database, `${name} of history ${histories}`)
    const isPartner = name.startsWith('partner')
    if (isPartner) await makePartner(database, organisation, terms[name.endsWith('one') ? 0 : 1])
    const member = async (role: Role): Promise<Principal> => {
      const email = `${role}-${organisation}@history.example`.toLowerCase()
      return makeMember(database, { organisation, isPartner, role, email, passwordHash })
    }
    principals.set(organisation, {
      OWNER: await member(Role.OWNER),
      ACCOUNTING: await member(Role.COLLABORATOR),
    })
    organisations.push(organisation)
  }
  const [one = 0, two = 0, ...partners] = organisations
  return {
    clients: [one, two],
    partners: partners.map((organisation, index) => ({
      organisation,
      ...(terms[index] ?? { discount: 0, cashback: 0 }),
    })),
    principals,
  }
}

const hashed = hashPassword(PASSWORD, 'tests')

async function makeOrganisation(database: TransactionManager, name: string): Promise<number> {
  const organisation = await database.save(
    Object.assign(new Organisation(), {
      name,
      logoUrl: null,
      kind: OrganisationKind.COMPANY,
      country: 'CH',
      legalName: `${name} AG`,
      postalAddress: { street: 'Weg 1', postalCode: '3000', city: 'Bern', country: 'CH' },
      phone: null,
      currency: 'CHF',
      vatNumber: null,
      vatStatus: VatStatus.NOT_APPLICABLE,
      createdAt: NOON,
    }),
  )
  return organisation.id
}

async function makePartner(
  database: TransactionManager,
  id: number,
  rates: (typeof terms)[number] | undefined,
): Promise<void> {
  const displayName = `Partner ${id}`
  await database.insert(Partner, {
    id,
    displayName,
    website: null,
    email: `office-${id}@history.example`,
    level: 'SILVER',
    listed: true,
  })
  for (const category of Object.values(ProductCategory)) {
    await database.insert(PartnerRate, {
      partner: { id },
      category,
      discountRate: (rates?.discount ?? 0) * 100,
      cashbackRate: (rates?.cashback ?? 0) * 100,
    })
  }
}

interface Person {
  readonly organisation: number
  readonly isPartner: boolean
  readonly role: Role
  readonly email: string
  readonly passwordHash: string
}

async function makeMember(database: TransactionManager, person: Person): Promise<Principal> {
  const { organisation, role, email, passwordHash, isPartner } = person
  const user = await database.save(
    Object.assign(new User(), {
      name: email,
      email,
      locale: 'en',
      twoFactor: false,
      passwordHash,
      totpSecret: null,
      createdAt: NOON,
    }),
  )
  const accounting = role === Role.COLLABORATOR
  const membership = await database.save(
    Object.assign(new Membership(), {
      user: { id: user.id },
      organisation: { id: organisation },
      role,
      accounting,
      createdAt: NOON,
      invitedBy: null,
    }),
  )
  return {
    user: { id: user.id },
    organisation: { id: organisation },
    membership: { id: membership.id },
    partner: isPartner ? { id: organisation } : null,
    role,
    accounting,
    scopes: [],
    token: false,
    staff: null,
  }
}
