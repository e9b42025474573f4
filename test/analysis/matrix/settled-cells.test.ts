import { accessMatrix, type AccessMatrix } from '../../../src/analysis/matrix/access-matrix'
import { matrixReport } from '../../../src/analysis/matrix/matrix-report'
import { type Solver } from '../../../src/analysis/solver/solver'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { TRUE } from '../../../src/policy/condition'
import { postOffice, postPolicies } from '../small/post-office'

const rule = (field: string, when: string): string => `  - id: letter/${field}
    permit: read
    fields: [${field}]
    to: everyone
    when: ${when}
    because: Tried out.
`
const policies = postPolicies({
  'letter.policy.yaml': `type: Letter
rules:
${rule('subject', 'letter.state == "NEW" || letter.state == "SENT"')}${rule('body', 'letter.state != "NEW" && letter.state != "SENT"')}${rule('pages', 'letter.urgent == true')}`,
})

/** The cells of a letter for any principal, in any situation. */
describe('cells that only a proof settles', () => {
  const matrixBy = (solver: Solver): Promise<AccessMatrix> =>
    accessMatrix({
      policies,
      model: postOffice,
      situations: { principals: [{ name: 'anybody', means: 'Anybody.', condition: TRUE }], rows: new Map() },
      solver,
      names: new Map(),
    })

  const kindsIn = ({ types }: AccessMatrix): Readonly<Record<string, string | undefined>> => {
    const lines = types.find(({ type }) => type === 'Letter')?.situations.flatMap((one) => one.lines) ?? []
    return Object.fromEntries(
      lines.flatMap(({ names, cells }) => names.map((name) => [name, cells[0]?.kind])),
    )
  }

  it('are always, never or conditional, as every world has it', async () => {
    const solver = openSolver()
    try {
      const matrix = await matrixBy(solver)
      expect(kindsIn(matrix)).toEqual({ known: 'always', subject: 'always', body: 'never', pages: 'when' })
      expect(matrix.unsettled).toBe(0)
    } finally {
      await solver.close()
    }
  }, 120_000)

  it('are conditional where there is no proof, and counted', async () => {
    const matrix = await matrixBy({
      find: () => Promise.resolve({ kind: 'unknown', why: 'tried out' }),
      close: () => Promise.resolve(),
    })
    expect(kindsIn(matrix)).toEqual({ known: 'when', subject: 'when', body: 'when', pages: 'when' })
    expect(matrix.unsettled).toBeGreaterThanOrEqual(4)
    expect(matrixReport(matrix).summary).toContain(
      `${matrix.unsettled} cells are reported as conditional because neither answer could be proved.`,
    )
  })
})
