import { type Command } from 'commander'
import { proofReport, refutingCase } from '../../analysis/prove/proof-report'
import { type InvariantProof, prove } from '../../analysis/prove/prove'
import { readInvariants } from '../../analysis/prove/read-invariants'
import { openSolver } from '../../analysis/solver/z3-solver'
import { checkCaseName, saveCase } from './case-files'
import { type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- prove`: proves every invariant for all worlds, or refutes it with a small one. */
export function policyProveCommand(parts: PolicyParts): Command {
  const description =
    'Prove policies/invariants.yaml for every principal in every world; find rules that change nothing'
  return reportingCommand({ name: 'prove', description }, async (command) => {
    const { only, save } = command.opts<{ readonly only?: string; readonly save?: string }>()
    if (save !== undefined) checkCaseName(save)
    const proof = await proofOf(parts, only)
    if (save !== undefined) saveFirst(parts, proof, save)
    return proofReport(proof)
  })
    .option('--only <invariant>', 'only this invariant, and no rules')
    .option('--save <name>', 'save the first refutation as a case, policies/cases/NAME.case.yaml')
}

async function proofOf(parts: PolicyParts, only: string | undefined): Promise<InvariantProof> {
  const { model, policies, dataSource } = await parts.mandateWithoutData()
  const solver = openSolver()
  try {
    const file = readInvariants(parts.invariantFile(), { model, policies, files: parts.policyFiles() })
    const dependencies = { policies, model, assumptions: file.assumptions, solver }
    if (only === undefined) return await prove(file, dependencies)
    const invariants = file.invariants.filter(({ id }) => id === only)
    if (invariants.length === 0) throw new Error(`There is no invariant \`${only}\`.`)
    // WHY no rules: with `--only`, the user should not wait for more than these invariants.
    const alone = { ...file, invariants, deliberate: [] }
    return await prove(alone, dependencies, { rules: [] })
  } finally {
    await solver.close()
    await dataSource.destroy()
  }
}

function saveFirst({ caseFolder }: PolicyParts, { invariants }: InvariantProof, name: string): void {
  for (const { invariant, verdict } of invariants) {
    if (verdict.kind !== 'refuted') continue
    console.error(`Saved ${saveCase(caseFolder, refutingCase(invariant, verdict, name))}`)
    return
  }
  console.error('Nothing is refuted; nothing was saved.')
}
