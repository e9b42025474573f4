import type { DataSource } from 'typeorm'
import { eachDatabase } from '../../support/databases'
import { fillForWrites } from './demo-stage'
import { asking, type Candidate, candidatesFor, factsOf, type Input, onScene, type Scene } from './everybody'
import { mutations } from './mutations'

/** An input field that takes an id, and what becomes of it. */
interface Place {
  readonly mutation: string
  readonly path: string
  /** With which code what is not found there is answered. */
  readonly code: string
}

const places: readonly Place[] = Object.entries(mutations).flatMap(([mutation, { field, references }]) =>
  [...(field === null ? [] : [field]), ...Object.keys(references ?? {})].map((path) => ({
    mutation,
    path,
    code: references?.[path]?.code ?? 'NOT_FOUND',
  })),
)

/** How many personas try each place. */
const PEOPLE = process.env['DEEP'] === undefined ? { SQLite: 2, MariaDB: 1 } : { SQLite: 100, MariaDB: 100 }

eachDatabase((name, open) => {
  let database: DataSource

  beforeAll(async () => {
    database = await open()
    await fillForWrites(database)
  })

  test('an id of what is invisible, missing, malformed or of another type: one answer, the same statements', async () => {
    const compared = new Map<string, number>()
    await onScene(database, async (scene) => {
      for (const { mutation, path, code } of places) {
        const trials = await trialsAt(scene, { mutation, path, people: PEOPLE[name] })
        for (const { candidate, inputs } of trials) {
          const [hidden, ...others] = await answersTo(scene, candidate, inputs)
          expect([mutation, path, ...others]).toEqual([mutation, path, ...others.map(() => hidden)])
          expect([mutation, path, hidden?.codes]).toEqual([mutation, path, [code]])
        }
        compared.set(`${mutation}.${path}`, trials.length)
      }
    })
    expect([...compared].filter(([, trials]) => trials === 0)).toEqual([])
    expect(compared.size).toBe(places.length)
  })
})

interface Trial {
  readonly candidate: Candidate
  /** The first one names what exists and is invisible. */
  readonly inputs: readonly Input[]
}

async function trialsAt(
  scene: Scene,
  { mutation, path, people }: Pick<Place, 'mutation' | 'path'> & { readonly people: number },
): Promise<readonly Trial[]> {
  const facts = factsOf(mutation)
  const { world } = scene
  const reference = facts.references?.[path]
  const found = new Map<string, Trial>()
  const type = reference?.type ?? facts.target
  const judge = await scene.judge(type)
  for (const candidate of await candidatesFor(scene, mutation)) {
    const { persona, principal, row, expected } = candidate
    if (found.has(persona) || found.size === people) continue
    if (expected !== (reference === undefined ? 'NOT_FOUND' : 'ALLOWED')) continue
    if (reference?.where?.(row) === false) continue
    const hidden =
      reference === undefined ? row : judge.rows.find(({ id }) => !judge.sees(principal, Number(id)))
    if (hidden === undefined) continue
    const input = facts.minimal(row, world)
    const inputs = idsLike(type, Number(hidden['id'])).map((id) =>
      reference === undefined ? { ...input, [path]: id } : reference.put(input, id, { row, world }),
    )
    found.set(persona, { candidate, inputs })
  }
  return [...found.values()]
}

function idsLike(type: string, key: number): readonly string[] {
  const another = type === 'User' ? 'Product' : 'User'
  const malformed = ['', 'abc', `${type}:0`, `${type}:-1`, `${type}: ${key}`, `${type}:${key}e0`, `${key}`]
  return [`${type}:${key}`, `${type}:999999`, `${another}:1`, `${another}:${key}`, ...malformed]
}

interface Answers {
  readonly text: string
  readonly codes: readonly string[]
  readonly statements: readonly string[]
}

async function answersTo(
  scene: Scene,
  candidate: Candidate,
  inputs: readonly Input[],
): Promise<readonly Answers[]> {
  const { stage } = scene
  const reported: Answers[] = []
  for (const input of inputs) {
    stage.statements.length = 0
    const answer = await stage.undone(() => asking(scene, candidate, input))
    const errors: readonly { readonly code: string }[] = answer.data?.[candidate.mutation].userErrors ?? []
    reported.push({
      text: JSON.stringify(answer),
      codes: errors.map(({ code }) => code),
      // Facts are read with the key in the text; which key it is does not change what is done.
      statements: stage.statements.map((text) => text.replace(/\d+/g, 'N')),
    })
  }
  return reported
}
