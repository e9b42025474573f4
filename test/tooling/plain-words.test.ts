/* eslint-disable mandate/plain-words -- WHY: this test plants the words that the rule reports. */
import { Linter } from 'eslint'
import { plainWords } from '../../eslint-plain-words.mjs'

const problemsIn = (code: string): readonly string[] =>
  new Linter()
    .verify(code, {
      plugins: { mandate: { rules: { 'plain-words': plainWords } } },
      rules: { 'mandate/plain-words': 'error' },
    })
    .map(({ message }) => message)

describe('the lint rule for plain words', () => {
  it.each([
    ['// The row is decided for who asks.', 'the principal'],
    ['/** The answer is told\n * once. */', 'reported'],
    ['// No door beside the engine.', 'entry point'],
    ['// A spoiled engine', 'planted fault'],
    ['// broken by hand', 'mutant'],
    ['// This is too dear.', 'expensive'],
    ['// It weighs the plan.', 'estimate'],
    ['// Asks the vault', 'account security'],
    ['// The seeker finds', 'search'],
    ['// Each duty of the tests', 'goal'],
    ['// what a job stands on', 'dependencies'],
    ['// the house at hand', 'database'],
    ['// They run in turns.', 'one after the other'],
    ['// What came of a change.', 'the outcome'],
    ['// Ends the session at hand.', 'current'],
    ['// INVARIANT: whoever calls holds the row.', 'the caller'],
    ['// Kept for a minute unless said.', 'by default'],
    ["throw new Error('Nobody is who asks.')", 'the principal'],
    ["const description = 'What came of an order.'", 'the outcome'],
    ['const text = `${1} broken by hand`', 'mutant'],
  ])('reports %s', (code, standard) => {
    expect(problemsIn(code)).toEqual([expect.stringContaining(standard)])
  })

  it('leaves plain words alone', () => {
    expect(problemsIn('// The principal asks once.\nconst door = "the door of a warehouse"')).toEqual([])
  })
})
