import { policyParts } from '../../src/app/policy-parts'
import { policyCommand } from '../../src/cli/policy/policy'
import { type PolicyParts } from '../../src/cli/policy/policy-files'

export interface Ran {
  readonly printed: string
  /** What the process would end with. */
  readonly code: number
}

/** Runs `npm run policy -- …` in this process. @throws what the command says when it cannot do what was typed. */
export function runPolicy(...words: readonly string[]): Promise<Ran> {
  return runPolicyOn(policyParts, ...words)
}

/** The same with other policies, scenarios or cases. */
export async function runPolicyOn(parts: PolicyParts, ...words: readonly string[]): Promise<Ran> {
  const printed: string[] = []
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text))
    return true
  })
  const before = process.exitCode
  process.exitCode = 0
  try {
    const command = policyCommand(parts)
    for (const one of [command, ...command.commands])
      one.exitOverride().configureOutput({ writeErr: () => {} })
    await command.parseAsync([...words], { from: 'user' })
    return { printed: printed.join(''), code: process.exitCode }
  } finally {
    write.mockRestore()
    process.exitCode = before
  }
}
