import { policyCommand } from '../../src/cli/policy/policy'
import { policyParts } from '../../src/main'

export interface Ran {
  readonly printed: string
  /** What the process would end with. */
  readonly code: number
}

/** Runs `npm run policy -- …` in this process. @throws what the command says when it cannot do what was typed. */
export async function runPolicy(...words: readonly string[]): Promise<Ran> {
  const printed: string[] = []
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text))
    return true
  })
  const before = process.exitCode
  process.exitCode = 0
  try {
    const command = policyCommand(policyParts)
    for (const one of [command, ...command.commands])
      one.exitOverride().configureOutput({ writeErr: () => {} })
    await command.parseAsync([...words], { from: 'user' })
    return { printed: printed.join(''), code: process.exitCode }
  } finally {
    write.mockRestore()
    process.exitCode = before
  }
}
