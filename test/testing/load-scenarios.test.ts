import { loadScenarios } from '../../src/testing/scenarios/load-scenarios'
import {
  expectationsOf,
  type ScenarioBook,
  ScenarioErrors,
  scenarioErrorText,
} from '../../src/testing/scenarios/scenario'
import { coveredCells } from '../../src/testing/test-report'
import { smallWords, smallWorld } from './small-world'

const good = `about: Ann writes.
principal: writer
as: [ann, nobody]
cells:
  A:
    says: all
    sees:
      Letter: { 'first, ann-second': outside, ann-*: body }
      Page: { first: all }
    may: { Letter: { send: first } }
    hides: { Letter: bob-only }
besides:
  sees: { Letter: { ann-second: known } }
`

function load(...texts: readonly string[]): ScenarioBook {
  const files = texts.map((text, index) => ({ path: `${index}.yaml`, text }))
  return loadScenarios([...files, { path: 'words.yaml', text: smallWords }], smallWorld)
}

function mistakesIn(text: string): readonly string[] {
  try {
    load(text)
  } catch (problem) {
    if (problem instanceof ScenarioErrors) return problem.errors.map(scenarioErrorText)
    throw problem
  }
  return []
}

describe('a scenario file', () => {
  it('adds up to what each persona sees', () => {
    const [ann, nobody] = expectationsOf(load(good))
    expect(ann?.persona).toBe('ann')
    expect(nobody?.persona).toBe('nobody')
    const rows = [...(ann?.rows ?? [])].map(([id, { fields, actions }]) => [id, [...fields], [...actions]])
    expect(rows).toEqual([
      ['Letter:1', ['subject', 'sentOn', 'body'], ['send']],
      ['Letter:2', ['subject', 'sentOn', 'body'], []],
      ['Page:1', ['text'], []],
      ['Page:2', ['text'], []],
    ])
  })

  it('is one of several about the same persona', () => {
    const more =
      'about: More.\nprincipal: writer\nas: ann\nbesides: { sees: { Letter: { bob-only: subject } } }\n'
    const [ann, nobody] = expectationsOf(
      load(good.replace('Letter: bob-only', 'Letter: { bob-only: body }'), more),
    )
    expect([...(ann?.rows.keys() ?? [])]).toContain('Letter:3')
    expect([...(nobody?.rows.keys() ?? [])]).not.toContain('Letter:3')
  })

  it('is for groups of personas, and says of each what is its own', () => {
    const text =
      'scenarios:\n  - { about: All., as: all, besides: { hides: { Page: every } } }\n  - { about: Own., as: writers, besides: { sees: { Letter: { own: body } }, may: { Letter: { send: own } } } }\n'
    const expected = new Map(expectationsOf(load(text)).map(({ persona, rows }) => [persona, [...rows]]))
    const own = { fields: new Set(['body']), actions: new Set(['send']) }
    expect(expected).toEqual(
      new Map([
        ['ann', [['Letter:1', own]]],
        ['bob', [['Letter:3', own]]],
        ['cleo', []],
      ]),
    )
  })

  it.each([
    [
      'a list that is none',
      'scenarios: ann\n',
      '1:12  `scenarios` is a list, each with `about`, `as` and `besides`.',
    ],
    [
      'own rows of who acts nowhere',
      'about: Own.\nas: all\nbesides: { hides: { Letter: own } }\n',
      '2:5  `cleo` acts in no Organisation, so `own` is nothing to it.',
    ],
    [
      'own rows of another type',
      'about: Own.\nas: ann\nbesides: { hides: { Page: own } }\n',
      '3:27  The world has no Page `own`.',
    ],
    [
      'a group of personas',
      'about: Own.\nas: writer\nbesides: { hides: { Page: every } }\n',
      '2:5  `writer` is not a persona. (did you mean `writers`?)',
    ],
  ])('names the mistake of %s', (_what, text, expected) => {
    expect(mistakesIn(text)).toContain(`0.yaml:${expected}`)
  })

  it('covers the cells it names, and no other', () => {
    expect(coveredCells(load(good))).toEqual({ covered: ['writer/A'], missing: ['writer/B'] })
  })

  it.each([
    [
      'a persona',
      'as: [ann, nobody]',
      'as: [an, nobody]',
      '3:6  `an` is not a persona. (did you mean `ann`?)',
    ],
    [
      'a principal',
      'principal: writer',
      'principal: riter',
      '2:12  `riter` is not a principal of the table. (did you mean `writer`?)',
    ],
    ['a column', '  A:', '  C:', '5:3  `C` is not a column of the table. (did you mean `A`?)'],
    ['a type', 'Page: {', 'Pages: {', '9:7  No policy decides a type `Pages`. (did you mean `Page`?)'],
    ['a field', 'ann-*: body', 'ann-*: bodi', '8:54  Letter has no field `bodi`. (did you mean `body`?)'],
    [
      'a row in a key',
      "ann-second'",
      "ann-secnd'",
      '8:25  The world has no Letter `ann-secnd`. (did you mean `ann-second`?)',
    ],
    ['a pattern without rows', 'ann-*', 'amm-*', '8:47  The world has no Letter `amm-*`.'],
    [
      'a row that is hidden',
      'Letter: bob-only',
      'Letter: bob-onyl',
      '11:22  The world has no Letter `bob-onyl`. (did you mean `bob-only`?)',
    ],
    ['an action', 'send: first', 'sent: first', '10:22  Letter has no action `sent`. (did you mean `send`?)'],
    ['a key', 'besides:', 'beside:', '12:1  A scenario has no key `beside`. (did you mean `besides`?)'],
    ['a key of a cell', '    hides:', '    hide:', '11:5  A cell has no key `hide`. (did you mean `hides`?)'],
    ['no words of the table', '    says: all\n', '', '6:5  A cell needs the key `says`.'],
    [
      'a word in a group',
      'as: [ann, nobody]',
      'as: ann\nfields: { Letter: { outside: [subjekt] } }',
      '4:31  Letter has no field `subjekt`. (did you mean `subject`?)',
    ],
  ])('names a mistake in %s', (_what, right, wrong, expected) => {
    expect(good).toContain(right)
    expect(mistakesIn(good.replace(right, wrong))).toContain(`0.yaml:${expected}`)
  })

  it('cannot hide what it shows', () => {
    expect(mistakesIn(good.replace('Letter: bob-only', 'Letter: ann-first'))).toEqual([
      '0.yaml:11:22  Letter:1 is hidden here, and `ann` sees it by another line.',
      '0.yaml:11:22  Letter:1 is hidden here, and `nobody` sees it by another line.',
    ])
    expect(mistakesIn(good.replace('Letter: bob-only', 'Letter: { ann-first: body }'))).toContain(
      '0.yaml:11:24  body of Letter:1 is hidden here, and `ann` sees it by another line.',
    )
  })

  it('cannot allow anything on a row that is not seen', () => {
    expect(
      mistakesIn(good.replace('send: first', 'send: bob-only').replace('Letter: bob-only', 'Page: x')),
    ).toHaveLength(1)
    expect(mistakesIn(good.replace('send: first', 'send: bob-only'))).toContain(
      '0.yaml:10:22  `ann` may `send` Letter:3, yet does not see it.',
    )
  })

  it('cannot prove a cell with nothing', () => {
    const empty = 'about: Nothing.\nprincipal: writer\nas: ann\ncells: { B: { says: ○ } }\n'
    expect(mistakesIn(empty)).toEqual(['0.yaml:4:13  A cell that shows and hides nothing proves nothing.'])
  })

  it('needs one clock', () => {
    expect(mistakesIn(smallWords)).toEqual(['words.yaml:1:1  Exactly one scenario file sets the `clock`.'])
  })
})
