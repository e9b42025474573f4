import { loadScenarios } from '../../src/testing/scenarios/load-scenarios'
import {
  type Failure,
  fieldsOf,
  type Reader,
  runScenarios,
  type Seen,
  type SeenRow,
} from '../../src/testing/scenarios/run-scenarios'
import { smallWords, smallWorld } from './small-world'

const scenario = `about: Ann sees her letters, may send the first, and nothing of Bob.
principal: writer
as: ann
cells:
  A:
    says: own
    sees: { Letter: { first: all, ann-second: subject } }
    may: { Letter: { send: first } }
    hides: { Letter: bob-only }
`
const right = {
  'Letter:1': row(['subject', 'body', 'sentOn'], ['send']),
  'Letter:2': row(['subject'], []),
}

describe('running a scenario', () => {
  it('finds nothing where all is as it should be', async () => {
    // Three letters and two pages; of the two known letters three fields and two actions each.
    expect(await run(right)).toEqual({ compared: 15, failures: [] })
  })

  it.each([
    ['a row nobody lists', { ...right, 'Letter:3': row([], []) }, 'Letter:3 row hidden writer/A'],
    ['a row that does not exist', { ...right, 'Letter:9': row([], []) }, 'Letter:9 row hidden '],
    ['a row missing', { 'Letter:1': right['Letter:1'] }, 'Letter:2 row shown writer/A'],
    ['a field too many', { ...right, 'Letter:2': row(['subject', 'body'], []) }, 'Letter:2 body hidden '],
    ['a field that is none', { ...right, 'Letter:2': row(['subject', 'x'], []) }, 'Letter:2 x hidden '],
    ['a field too few', { ...right, 'Letter:2': row([], []) }, 'Letter:2 subject shown writer/A'],
    ['an action too many', { ...right, 'Letter:2': row(['subject'], ['burn']) }, 'Letter:2 burn hidden '],
    [
      'an action too few',
      { ...right, 'Letter:1': row(['subject', 'body', 'sentOn'], []) },
      'Letter:1 send shown writer/A',
    ],
  ])('tells of %s', async (_what, letters, expected) => {
    const { failures } = await run(letters)
    expect(failures.map(textOf)).toEqual([expected])
  })
})

async function run(letters: Readonly<Record<string, SeenRow>>) {
  const files = [
    { path: 'ann.yaml', text: scenario },
    { path: 'words.yaml', text: smallWords },
  ]
  const subjects = [
    subject('Letter', ['Letter:1', 'Letter:2', 'Letter:3']),
    subject('Page', ['Page:1', 'Page:2']),
  ]
  const reader: Reader = {
    name: 'planted',
    read: (_persona, type) =>
      Promise.resolve<Seen>(new Map(type === 'Letter' ? Object.entries(letters) : [])),
  }
  const { compared, failures } = await runScenarios(loadScenarios(files, smallWorld), subjects, reader)
  return { compared, failures }
}

function subject(type: string, rows: readonly string[]) {
  return { type, rows, fields: fieldsOf(smallWorld, type), actions: smallWorld.actions.get(type) ?? [] }
}

function row(fields: readonly string[], actions: readonly string[]): SeenRow {
  return { fields: new Set(fields), actions: new Set(actions) }
}

function textOf({ row: id, what, expected, saidBy }: Failure): string {
  return `${id} ${what.kind === 'row' ? 'row' : what.name} ${expected} ${saidBy.join(' ')}`
}
