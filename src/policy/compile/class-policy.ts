import { LRUCache } from 'lru-cache'
import { anyOfWeakest, implies } from '../assume'
import { allOf, anyOf, type Condition, FALSE, negate, TRUE } from '../condition'
import { rebase } from '../condition-paths'
import { match } from '../evaluate/match'
import { EVERYONE, type PartOf, type PolicyRule, type PolicySet, type TypeDocument } from '../policy-set'
import { type Principal } from '../principal'
import { type AttributeWords } from '../vocabulary'
import {
  abilityOf,
  compiledRules,
  type CompiledRule,
  permitsFirst,
  type PolicyAbility,
} from './policy-ability'

/** The policies as they stand for one principal at one moment. */
export interface BoundPolicy {
  readonly set: PolicySet
  readonly principal: Principal
  readonly classPolicy: ClassPolicy
  readonly slots: Slots
  /** CASL's ability of the rules of `classPolicy`, its matcher bound to `slots`. */
  readonly ability: PolicyAbility
}

export function bindPolicy(set: PolicySet, principal: Principal, now: Date): BoundPolicy {
  const slots = slotsOf(principal, now)
  const holding = set.classes.filter((one) => match(one.condition, {}, slots)).map((one) => one.name)
  const classPolicy = classPolicyOf(set, holding)
  let ability: PolicyAbility | null = null
  return {
    set,
    principal,
    classPolicy,
    slots,
    // WHY: planned reads never use it; a request pays for its index only where it decides single objects.
    get ability(): PolicyAbility {
      ability ??= abilityOf(classPolicy.rules, slots)
      return ability
    },
  }
}

/** Everything that depends only on which classes hold. Conditions still carry named slots: one serves all principals. */
export interface ClassPolicy {
  /** The policy version and the classes that hold: the same for the same rights. */
  readonly signature: string
  readonly version: string
  readonly classes: readonly string[]
  /** The rules of these classes as CASL keeps them; everything here is derived from them. */
  readonly rules: readonly CompiledRule[]
  /** INVARIANT: a type without a document is refused entirely. */
  type(name: string): TypePolicy
}

export interface TypePolicy {
  readonly type: string
  /** R: whether a row may be known at all. */
  readonly row: Condition
  /** F: whether a field of a visible row may be read. A name that is no public field is never readable. */
  field(name: string): FieldRule
  /** Whether an action beside `read` may be taken on a row. */
  action(name: string): Condition
  readonly actions: readonly string[]
  readonly partOf?: PartOf
}

type FieldRule =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'conditional'; readonly condition: Condition }

/** The policy of a combination of classes. It is compiled once for each set, and kept while it is in use. */
function classPolicyOf(set: PolicySet, classes: readonly string[]): ClassPolicy {
  const signature = `${set.version}:${classes.join(',')}`
  const known = cache.get(set) ?? new LRUCache<string, ClassPolicy>({ max: MOST_COMBINATIONS })
  cache.set(set, known)
  const found = known.get(signature)
  if (found !== undefined) return found
  const inForce = set.rules.filter((rule) =>
    rule.classes.some((name) => name === EVERYONE || classes.includes(name)),
  )
  const policy = compile(set, inForce, { signature, classes })
  known.set(signature, policy)
  return policy
}

/**
 * The policy of all principals at once: every rule, with its classes as a part of its condition. For one principal and
 * row it answers what that principal's own policy answers.
 */
export function anybodysPolicy(set: PolicySet): ClassPolicy {
  const known = anybody.get(set)
  if (known !== undefined) return known
  const classes = new Map(set.classes.map((one) => [one.name, one.condition]))
  const ofClasses = ({ classes: names }: PolicyRule): Condition =>
    names.includes(EVERYONE) ? TRUE : anyOf(names.map((name) => classes.get(name) ?? FALSE))
  const rules = set.rules.map((rule) => ({ ...rule, condition: allOf([ofClasses(rule), rule.condition]) }))
  const policy = compile(set, rules, { signature: `${set.version}:*`, classes: [...classes.keys()] })
  anybody.set(set, policy)
  return policy
}

/** WHY bounded: users choose the scopes of their API tokens, and so can make any number of combinations. */
const MOST_COMBINATIONS = 512
const cache = new WeakMap<PolicySet, LRUCache<string, ClassPolicy>>()
const anybody = new WeakMap<PolicySet, ClassPolicy>()

function compile(
  set: PolicySet,
  inForce: readonly PolicyRule[],
  { signature, classes }: Pick<ClassPolicy, 'signature' | 'classes'>,
): ClassPolicy {
  const types = new Map<string, { readonly policy: TypePolicy; readonly rules: readonly CompiledRule[] }>()
  const typeOf = (name: string): TypePolicy => {
    const known = types.get(name)
    if (known !== undefined) return known.policy
    const document = set.types.get(name)
    if (document === undefined) return closed(name)
    const own = inForce.filter((rule) => rule.type === name)
    const seen = conditionsOfOwners(document, typeOf)
    const rules = compiledRules(own, (rule) =>
      rule.effect === 'forbid' ? rule.condition : allOf([rule.condition, ...seen]),
    )
    const policy = typePolicy(document, rules)
    types.set(name, { policy, rules })
    return policy
  }
  for (const name of set.types.keys()) typeOf(name)
  const all = [...set.types.keys()].flatMap((name) => types.get(name)?.rules ?? [])
  const rules = permitsFirst(all)
  return { signature, version: set.version, classes, rules, type: typeOf }
}

/**
 * What must hold beside a rule that permits: a part is seen where its owner is seen with the field that lists it, and what is
 * about other rows where one of them is.
 */
function conditionsOfOwners(
  { partOf, about }: TypeDocument,
  typeOf: (name: string) => TypePolicy,
): readonly Condition[] {
  const seen = (owner: PartOf): Condition => ownerSeen(owner, typeOf(owner.ownerType))
  return [
    ...(partOf === undefined ? [] : [seen(partOf)]),
    ...(about === undefined ? [] : [anyOf(about.map(seen))]),
  ]
}

function ownerSeen({ relation, field }: PartOf, owner: TypePolicy): Condition {
  const rule = owner.field(field)
  // INVARIANT: a field is readable only of a visible row, so F alone says both.
  const visible = rule.kind === 'always' ? owner.row : rule.kind === 'never' ? FALSE : rule.condition
  if (visible.op === 'false') return FALSE
  const as = 'owner'
  const where = rebase(visible, as, new Set(['row']))
  const path = { kind: 'path', of: 'row', steps: [relation] } as const
  return { op: 'owner', path, as, where }
}

function typePolicy(document: TypeDocument, rules: readonly CompiledRule[]): TypePolicy {
  const { type, actions, partOf } = document
  // WHY: no slot is needed to read rules back; conditions are matched elsewhere, for a bound principal.
  const ability = abilityOf(rules, new Map())
  const row = ruling(ability, { action: 'read', type })
  const fields = new Map<string, FieldRule>()
  return {
    type,
    row: row.condition,
    actions,
    field: (name) => {
      const known = fields.get(name) ?? fieldRule(ruling(ability, { action: 'read', type, field: name }), row)
      fields.set(name, known)
      return known
    },
    action: (name) => ruling(ability, { action: name, type }).condition,
    ...(partOf === undefined ? {} : { partOf }),
  }
}

function closed(type: string): TypePolicy {
  return { type, row: FALSE, actions: [], field: () => ({ kind: 'never' }), action: () => FALSE }
}

interface Ruling {
  readonly permits: Condition
  readonly forbids: Condition
  readonly condition: Condition
}

/** What CASL's rules for a question amount to: one of the permits, and none of the forbids. */
function ruling(
  ability: PolicyAbility,
  question: { readonly action: string; readonly type: string; readonly field?: string },
): Ruling {
  const rules = [...ability.rulesFor(question.action, question.type, question.field)].reverse()
  const conditionsOf = (inverted: boolean): readonly Condition[] =>
    rules
      .filter((rule) => rule.inverted === inverted)
      .map((rule) => rule.conditions ?? (inverted ? TRUE : FALSE))
  const permits = anyOfWeakest(conditionsOf(false))
  const forbids = anyOf(conditionsOf(true))
  return { permits, forbids, condition: allOf([permits, negate(forbids)]) }
}

/** INVARIANT: `always` only where the form of R shows that F follows from it. */
function fieldRule(field: Ruling, row: Ruling): FieldRule {
  if (field.condition.op === 'false') return { kind: 'never' }
  if (implies(row.permits, field.permits) && implies(field.forbids, row.forbids)) return { kind: 'always' }
  return { kind: 'conditional', condition: field.condition }
}

/** The principal's values and the clock's, by the names that conditions use: `principal.user.id`, `now`. */
export type Slots = ReadonlyMap<string, SlotValue>

/** What a condition is matched with: the value of a slot, undefined where it is unknown. */
export type SlotValues = Pick<Slots, 'get'>

export type SlotValue = string | number | boolean | null | readonly string[]

/** What conditions may use after `principal.`, by type; `list` is a list of texts. */
export const PRINCIPAL_WORDS: ReadonlyMap<string, AttributeWords['type'] | 'list'> = new Map([
  ['user.id', 'int'],
  ['organisation.id', 'int'],
  ['membership.id', 'int'],
  ['partner.id', 'int'],
  ['role', 'string'],
  ['accounting', 'bool'],
  ['scopes', 'list'],
  ['token', 'bool'],
  ['staff', 'string'],
])

/**
 * INVARIANT: every slot has a value, null where the principal lacks it; a slot without a value does not exist.
 * The parts of a principal are values, not rows: `principal.partner.id == null` says as much as
 * `principal.partner == null`.
 */
export function slotsOf(principal: Principal, now: Date): Slots {
  return new Map<string, SlotValue>([
    ['principal.user.id', principal.user?.id ?? null],
    ['principal.organisation.id', principal.organisation?.id ?? null],
    ['principal.membership.id', principal.membership?.id ?? null],
    ['principal.partner.id', principal.partner?.id ?? null],
    ['principal.role', principal.role],
    ['principal.accounting', principal.accounting],
    ['principal.scopes', principal.scopes],
    // WHY: conditions cannot use it. `@Own('session')` compares it with the row.
    ['principal.session.id', principal.session?.id ?? null],
    ['principal.token', principal.token],
    ['principal.staff', principal.staff],
    ['now', now.toISOString()],
  ])
}
