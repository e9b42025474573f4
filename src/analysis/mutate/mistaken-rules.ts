import { conditionKey } from '../../policy/condition'
import { EVERYONE, type PolicyRule, type PolicySet } from '../../policy/policy-set'
import { mistakenConditions } from './mistaken-conditions'
import { type MistakenWords, type MutantKind } from './mutant'

/** A rule as somebody might have written it by mistake; null where it was forgotten. */
export interface RuleChange {
  readonly kind: MutantKind
  readonly rule: PolicyRule | null
  readonly text: string
}

/** Every mistake in one rule. */
export function mistakenRules(
  rule: PolicyRule,
  set: PolicySet,
  vocabulary: MistakenWords,
): readonly RuleChange[] {
  const missing: RuleChange = {
    kind: rule.effect === 'permit' ? 'drop-rule' : 'drop-forbid',
    rule: null,
    text: 'the rule is missing',
  }
  // What scopes.yaml says of an action is one line: it can be forgotten, and its class be mistaken.
  if (!rule.classes.some(isAuthored)) return [missing]
  const words = vocabulary.types.get(rule.type)
  const part = { condition: rule.condition, rows: new Map([['row', rule.type]]) }
  return [
    { kind: rule.effect === 'permit' ? 'drop-rule' : 'drop-forbid', rule: null, text: 'the rule is missing' },
    swappedEffect(rule),
    ...mistakenConditions(part, vocabulary, words?.variable ?? 'row').map(
      ({ kind, condition, text }): RuleChange => ({ kind, rule: { ...rule, condition }, text }),
    ),
    ...ofFields(rule, words?.fields.map((field) => field.name) ?? []),
    ...ofClasses(rule, set.classes.map((one) => one.name).filter(isAuthored)),
    ...ofActions(rule, set.types.get(rule.type)?.actions ?? []),
  ]
}

/** Classes that come from the catalogue of scopes have names that nobody can write in a rule. */
function isAuthored(className: string): boolean {
  return !className.includes(' ')
}

/** The meaning of a rule, without its id and its place. */
export function meaningOf({ effect, actions, fields, classes, condition }: PolicyRule): unknown {
  return [effect, actions, fields, classes, conditionKey(condition)]
}

function swappedEffect(rule: PolicyRule): RuleChange {
  const effect = rule.effect === 'permit' ? 'forbid' : 'permit'
  const reads = rule.actions.includes('read')
  // A permit also makes the row known; a forbid of some fields leaves it known.
  const fields = rule.fields.filter((name) => name !== 'id')
  const changed =
    effect === 'permit'
      ? { ...rule, effect, fields: reads ? [...fields, 'id'] : fields }
      : {
          ...rule,
          effect,
          fields: rule.allFields ? rule.fields : fields,
          allFields: rule.allFields || fields.length === 0,
        }
  return {
    kind: 'swap-effect',
    rule: { ...changed, effect },
    text: `\`${rule.effect}\` becomes \`${effect}\``,
  }
}

function ofFields(rule: PolicyRule, all: readonly string[]): readonly RuleChange[] {
  if (!rule.actions.includes('read')) return []
  const named = rule.fields.filter((name) => name !== 'id')
  const dropped = named.map((name): RuleChange => {
    const fields = rule.fields.filter((one) => one !== name)
    return {
      kind: 'drop-field',
      rule: { ...rule, fields, allFields: false },
      text: `\`${name}\` is missing in \`fields\``,
    }
  })
  const added = all
    .filter((name) => !named.includes(name))
    .map((name): RuleChange => ({
      kind: 'add-field',
      rule: { ...rule, fields: [name, ...rule.fields] },
      text: `\`${name}\` is one of the \`fields\``,
    }))
  // WHY: a forbid without any field would be one of all of them.
  return rule.effect === 'forbid' && named.length === 1 ? added : [...dropped, ...added]
}

function ofClasses(rule: PolicyRule, all: readonly string[]): readonly RuleChange[] {
  if (rule.classes.includes(EVERYONE)) return []
  const dropped =
    rule.classes.length === 1
      ? []
      : rule.classes.map((name): RuleChange => ({
          kind: 'drop-class',
          rule: { ...rule, classes: rule.classes.filter((one) => one !== name) },
          text: `\`${name}\` is missing in \`to\``,
        }))
  const added = [...all, EVERYONE]
    .filter((name) => !rule.classes.includes(name))
    .map((name): RuleChange => ({
      kind: 'add-class',
      rule: { ...rule, classes: [...rule.classes, name] },
      text: `\`${name}\` is one of \`to\``,
    }))
  return [...dropped, ...added]
}

function ofActions(rule: PolicyRule, all: readonly string[]): readonly RuleChange[] {
  if (rule.actions.includes('read')) return []
  const dropped =
    rule.actions.length === 1
      ? []
      : rule.actions.map((name): RuleChange => ({
          kind: 'drop-action',
          rule: { ...rule, actions: rule.actions.filter((one) => one !== name) },
          text: `\`${name}\` is missing among the actions`,
        }))
  const added = all
    .filter((name) => !rule.actions.includes(name))
    .map((name): RuleChange => ({
      kind: 'add-action',
      rule: { ...rule, actions: [...rule.actions, name] },
      text: `\`${name}\` is one of the actions`,
    }))
  return [...dropped, ...added]
}
