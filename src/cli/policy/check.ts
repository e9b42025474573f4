import { type Command } from 'commander'
import { type Finding, type Report } from '../../analysis/report/report'
import { type PolicyError, PolicyErrors } from '../../policy/parse/policy-error'
import { type PolicySet } from '../../policy/policy-set'
import { type Model } from '../../read/schema/model'
import { type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- check`: checks the policies against the real schema, and reports every mistake. */
export function policyCheckCommand(parts: PolicyParts): Command {
  const description = 'Load the policies against the schema; print every mistake with file, line and column'
  return reportingCommand({ name: 'check', description }, () => checkPolicies(parts))
}

/** Policies that were loaded, and the model they were checked against. */
interface LoadedPolicies {
  readonly policies: PolicySet
  readonly model: Model
}

/** Loads the policies against the schema. Answers what they hold, or every mistake at its place. */
async function checkPolicies({
  mandateWithoutData: load,
  policyFiles,
}: Pick<PolicyParts, 'policyFiles'> & {
  readonly mandateWithoutData: () => Promise<LoadedPolicies>
}): Promise<Report> {
  const title = 'Policies'
  if (!policyFiles().some(({ path }) => path.endsWith(CLASSIFIED))) return withoutList(title)
  try {
    const counts = countsOf(await load())
    return {
      title,
      summary: textsOf(counts),
      sections: [],
      findings: [],
      passed: true,
      data: { counts, mistakes: [] },
    }
  } catch (problem) {
    if (!(problem instanceof PolicyErrors)) throw problem
    const { errors } = problem
    const findings = errors.map(findingOf)
    const summary = [
      `${errors.length} ${errors.length === 1 ? 'mistake' : 'mistakes'}. No policy is in force.`,
    ]
    return { title, summary, sections: [], findings, passed: false, data: { counts: null, mistakes: errors } }
  }
}

const CLASSIFIED = 'classified-fields.yaml'

/** WHY this is an error: without the list, `fields: all` would show every field that is added to a type. */
function withoutList(title: string): Report {
  const message = `The file ${CLASSIFIED} is missing, which says what fields \`fields: all\` covers. Restore it from the last version.`
  const place = { path: `policies/${CLASSIFIED}`, line: 1, column: 1 }
  const finding: Finding = { kind: 'field-unclassified', level: 'error', message, ...place }
  const summary = ['1 mistake.']
  return {
    title,
    summary,
    sections: [],
    findings: [finding],
    passed: false,
    data: { counts: null, mistakes: [finding] },
  }
}

/** What a set of policies holds. */
interface Counts {
  readonly types: number
  readonly fields: number
  readonly actions: number
  readonly rules: number
  readonly forbids: number
  readonly classes: number
  readonly version: string
}

function countsOf({ policies, model }: LoadedPolicies): Counts {
  const types = [...policies.types.keys()]
  return {
    types: types.length,
    fields: types.reduce((sum, type) => sum + (model.types.get(type)?.fields.length ?? 0), 0),
    actions: [...policies.types.values()].reduce((sum, type) => sum + type.actions.length, 0),
    rules: policies.rules.length,
    forbids: policies.rules.filter((rule) => rule.effect === 'forbid').length,
    classes: policies.classes.length,
    version: policies.version,
  }
}

function textsOf(counts: Counts): readonly string[] {
  const { types, fields, actions, rules, forbids, classes, version } = counts
  return [
    `${types} types, every one of their ${fields} fields classified, ${actions} actions`,
    `${rules} rules (${forbids} of them forbid), ${classes} classes of principals`,
    `version ${version.slice(0, 12)}`,
  ]
}

function findingOf({ code, message, suggestion, path, line, column }: PolicyError): Finding {
  const help = suggestion === undefined ? '' : ` (${suggestion})`
  return { kind: code, level: 'error', message: `${message}${help}`, path, line, column }
}
