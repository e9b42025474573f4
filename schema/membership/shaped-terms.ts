import { refuse } from '../user-error/refuse'
import type { GrantsAsked } from './found-grants'
import { Role } from './role'

/** What somebody is in an Organisation. */
export interface MemberTerms {
  readonly role: Role
  readonly accounting: boolean
}

/**
 * @throws Refusal BAD_USER_INPUT: accounting is a collaborator's alone, never an external's; products are granted to
 * collaborators and externals, clients to collaborators. Owners and administrators have all of it.
 */
export function shapedTerms(
  role: Role,
  accounting: boolean,
  { productIds, clientIds }: GrantsAsked,
): MemberTerms {
  const works = role === Role.COLLABORATOR || role === Role.EXTERNAL
  if (accounting && role !== Role.COLLABORATOR) {
    throw refuse('BAD_USER_INPUT', 'ACCOUNTING_IS_FOR_COLLABORATORS', { field: 'accounting' })
  }
  if (!works && (productIds ?? []).length > 0) {
    throw refuse('BAD_USER_INPUT', 'ROLE_HAS_ALL_PRODUCTS', { field: 'productIds' })
  }
  if (role !== Role.COLLABORATOR && (clientIds ?? []).length > 0) {
    throw refuse('BAD_USER_INPUT', 'CLIENTS_ARE_FOR_COLLABORATORS', { field: 'clientIds' })
  }
  return { role, accounting }
}
