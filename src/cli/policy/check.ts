import { Command } from 'commander'
import type { Assembled } from '../../assemble'
import { PolicyErrors, policyErrorText } from '../../policy/policy-error'
import type { PolicyParts } from './policy-parts'

/** `npm run policy -- check`: whether the policies load against the real schema, or every mistake. */
export function policyCheckCommand(parts: PolicyParts): Command {
  return new Command('check')
    .description('Load the policies against the schema; print every mistake with file, line and column')
    .action(async () => {
      try {
        console.log(countsText(await parts.mandateWithoutData()))
      } catch (problem) {
        if (!(problem instanceof PolicyErrors)) throw problem
        for (const error of problem.errors) console.error(policyErrorText(error))
        console.error(`\n${problem.errors.length} mistakes. No policy is in force.`)
        process.exitCode = 1
      }
    })
}

function countsText({ policies, model }: Assembled): string {
  const types = [...policies.types.keys()]
  const fields = types.reduce((sum, type) => sum + (model.types.get(type)?.fields.length ?? 0), 0)
  const actions = [...policies.types.values()].reduce((sum, type) => sum + type.actions.length, 0)
  const forbids = policies.rules.filter((rule) => rule.effect === 'forbid').length
  return [
    `${types.length} types, every one of their ${fields} fields classified, ${actions} actions`,
    `${policies.rules.length} rules (${forbids} of them forbid), ${policies.classes.length} classes of principals`,
    `version ${policies.version.slice(0, 12)}`,
  ].join('\n')
}
