import { type Vocabulary } from '../../src/policy/vocabulary'
import { type ScenarioWorld } from '../../src/testing/scenarios/run-scenarios'

/** Two types, five rows, three people: enough to make every mistake a scenario can contain. */
export const smallWorld: ScenarioWorld = {
  personas: new Map([
    ['ann', 'Letter:1'],
    ['bob', 'Letter:3'],
    ['cleo', null],
  ]),
  actsIn: 'Letter',
  names: new Map([
    ['letter/ann-first', 'Letter:1'],
    ['letter/ann-second', 'Letter:2'],
    ['letter/bob-only', 'Letter:3'],
    ['page/ann-first/1', 'Page:1'],
    ['page/ann-first/2', 'Page:2'],
  ]),
  vocabulary: vocabulary({ Letter: ['subject', 'body', 'sentOn'], Page: ['text'] }),
  actions: new Map([
    ['Letter', ['send', 'burn']],
    ['Page', []],
  ]),
}

/** The file all others share, with a table of one row and two columns. */
export const smallWords = `clock: 2026-01-02T03:04:05Z
principals: { writer: who writes }
columns: { A: letters, B: pages }
personas: { writers: [ann, bob], all: [writers, cleo] }
fields:
  Letter: { outside: [subject, sentOn] }
rows:
  Letter, Page: { first: [ann-first] }
`

function vocabulary(fields: Readonly<Record<string, readonly string[]>>): Vocabulary {
  const types = Object.entries(fields).map(
    ([name, names]) =>
      [
        name,
        {
          name,
          variable: name.toLowerCase(),
          fields: names.map((field) => ({ name: field, nullable: true })),
          attributes: new Map(),
          relations: new Map(),
        },
      ] as const,
  )
  return { types: new Map(types) }
}
