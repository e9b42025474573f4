/** @jest-environment ./test/runner/fresh-modules.cjs */

import type * as ChildProcess from 'node:child_process'
import { fork } from 'node:child_process'
import { openZ3 } from '../../../src/analysis/solver/z3-process'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { tinyModel as model } from './tiny-model'

jest.mock('node:child_process', () => {
  const real = jest.requireActual<typeof ChildProcess>('node:child_process')
  return { ...real, fork: jest.fn(real.fork) }
})

/** A question that keeps Z3 busy for longer than anybody waits: pigeons and one hole too few. */
function endless(pigeons: number): string {
  const name = (pigeon: number, hole: number): string => `p${pigeon}h${hole}`
  const holes = Array.from({ length: pigeons - 1 }, (_, hole) => hole)
  const lines: string[] = []
  for (let pigeon = 0; pigeon < pigeons; pigeon += 1) {
    for (const hole of holes) lines.push(`(declare-fun ${name(pigeon, hole)} () Bool)`)
    lines.push(`(assert (or ${holes.map((hole) => name(pigeon, hole)).join(' ')}))`)
    for (let other = 0; other < pigeon; other += 1) {
      for (const hole of holes) lines.push(`(assert (not (and ${name(pigeon, hole)} ${name(other, hole)})))`)
    }
  }
  return `${lines.join('\n')}\n(check-sat)`
}

test('what takes too long is given up, and the next question gets a new process', async () => {
  const z3 = openZ3(2500)
  try {
    expect(await z3.evaluate('(assert true)(check-sat)')).toBe('sat\n')
    expect(await z3.evaluate(endless(14))).toBeNull()
    expect(await z3.evaluate('(assert false)(check-sat)')).toBe('unsat\n')
  } finally {
    await z3.close()
  }
})

test('a solver that is closed leaves its process to the next one', async () => {
  const asked = async (): Promise<void> => {
    const z3 = openZ3(60_000)
    expect(await z3.evaluate('(assert true)(check-sat)')).toBe('sat\n')
    await z3.close()
  }
  await asked()
  const before = jest.mocked(fork).mock.calls.length
  expect(before).toBeGreaterThan(0)
  for (let solver = 0; solver < 5; solver += 1) await asked()
  expect(jest.mocked(fork).mock.calls.length).toBe(before)
})

test('a text that Z3 does not understand is no proof', async () => {
  const z3 = openZ3(60_000)
  try {
    const answer = await z3.evaluate('(assert (= nothing 1))(check-sat)')
    expect(answer).toContain('error')
  } finally {
    await z3.close()
  }
})

test('a long text arrives whole, and the same question has the same witness', async () => {
  const solver = openSolver()
  try {
    const of = Array.from({ length: 400 }, (_, index) => ({
      op: 'compare' as const,
      operator: 'ne' as const,
      left: { kind: 'path' as const, of: 'row', steps: ['size'] },
      right: { kind: 'literal' as const, value: index },
    }))
    const ask = () => solver.find({ model, type: 'Firm', condition: { op: 'and', of } })
    const first = await ask()
    expect(first.kind).toBe('witness')
    expect(await ask()).toEqual(first)
  } finally {
    await solver.close()
  }
})
