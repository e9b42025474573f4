import { allOf, anyOf, type Condition, negate, type Operand } from '../../policy/condition'

/**
 * Somebody who can ask: what signing in sees to, as a condition over the principal's slots. Without it a solver finds
 * people who are nobody, such as a member without a role.
 *
 * @param roles the values of a member's role
 */
export function realPrincipal(roles: readonly string[]): Condition {
  const [user, organisation, membership, partner] = ['user', 'organisation', 'membership', 'partner'].map(
    (part) => slot(`principal.${part}.id`),
  ) as [Operand, Operand, Operand, Operand]
  const [role, staff] = [slot('principal.role'), slot('principal.staff')]
  const nowhere = allOf([organisation, membership, partner, role].map(isNull))
  const known: Condition = { op: 'in', left: role, right: roles.map((value) => ({ kind: 'literal', value })) }
  const member = allOf([
    ...[user, organisation, membership].map((operand) => negate(isNull(operand))),
    known,
    isNull(staff),
    anyOf([isNull(partner), equal(partner, organisation)]),
  ])
  const outside = allOf([nowhere, negate(isTrue('principal.accounting')), negate(isTrue('principal.token'))])
  return allOf([anyOf([member, outside]), anyOf([negate(isNull(user)), isNull(staff)])])
}

function slot(name: string): Operand {
  return { kind: 'slot', name }
}

function isNull(operand: Operand): Condition {
  return { op: 'isNull', operand }
}

function equal(left: Operand, right: Operand): Condition {
  return { op: 'compare', operator: 'eq', left, right }
}

function isTrue(name: string): Condition {
  return equal(slot(name), { kind: 'literal', value: true })
}
