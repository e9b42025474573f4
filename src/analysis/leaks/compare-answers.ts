import { random } from '../../platform/crypto/random'
import { bindPolicy } from '../../policy/compile/class-policy'
import { type Principal } from '../../policy/principal'
import { type AccessMode } from '../../read/redactions'
import { type AskedOperation } from '../ask-everything'
import { type Changed, changeWorld, seenNow } from './change-world'
import { type FirstDifference } from './find-leaks'
import { type ScanDatabase, keepReferences } from './scan-database'
import { type OwnPlace } from './scan-roots'
import { applyChanges, type WorldChange } from './world-change'
import { type ViewingPrincipal, viewText, type WorldView, worldView } from './world-view'
import { type OperationVocabulary, writeOperation, type WrittenOperation } from './write-operation'

interface Trial {
  readonly name: string
  readonly principal: Principal
  readonly seed: number
  /** How many operations are asked before and after. */
  readonly operations: number
  /** Writes each of them; by default made from the schema. */
  readonly write?: (words: OperationVocabulary) => WrittenOperation
  /** How the answer shows withheld cells; `redact` by default. */
  readonly mode?: AccessMode
  /** How the same is asked by another way, over HTTP for one: the text of the whole answer. */
  readonly send?: (asked: Sent) => Promise<string>
  /** Tables that stay as they are. WHY: where sessions are looked up, a change of them would change the principal. */
  readonly untouched?: readonly string[]
}

export interface Sent {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

export interface Compared {
  readonly pairs: number
  /** Answers with rows in them: pairs that could have differed. */
  readonly telling: number
  readonly refused: number
  readonly changed: Changed
  readonly differences: readonly ChangedAnswer[]
}

/** An answer that something hidden has changed. */
export interface ChangedAnswer {
  readonly who: string
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly before: string
  readonly after: string
}

/** Asks, changes what the principal may not see, asks the same again, and undoes the change. */
export async function compareAnswers(scan: ScanDatabase, trial: Trial): Promise<Compared> {
  const seeing = seeingAs(scan, trial.principal)
  const view = await worldView(seeing, scan.world)
  const asked = await askAll(scan, trial, view)
  const differences: ChangedAnswer[] = []
  await scan.runner.startTransaction()
  try {
    const entities = scan.dataSource.entityMetadatas.filter(
      (one) => trial.untouched?.includes(one.tableName) !== true,
    )
    const chance = random(trial.seed, `changes for ${trial.name}`)
    const isOwn = (place: OwnPlace): boolean => scan.fileTargets.isOwn(trial.principal, place)
    const changed = await changeWorld({ scan, entities, view, random: chance, isOwn }, seeing)
    for (const { text, variables, answer: before } of asked) {
      const after = await ask(scan, trial, { query: text, variables })
      if (after !== before) differences.push({ who: trial.name, text, variables, before, after })
    }
    const telling = asked.filter(({ answer }) => /"id":|"[a-zA-Z]+\d":|"bytes":/.test(answer)).length
    const refused = asked.filter(({ answer }) => answer.startsWith('{"errors"')).length
    return { pairs: asked.length, telling, refused, changed, differences }
  } finally {
    await scan.runner.rollbackTransaction()
  }
}

/** With whose eyes the world is looked at. */
export function seeingAs(
  { model, policies, runner, now }: ScanDatabase,
  principal: Principal,
): ViewingPrincipal {
  return { model, policies, principal, runner, now }
}

interface AskedBefore {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly answer: string
}

async function askAll(scan: ScanDatabase, trial: Trial, view: WorldView): Promise<readonly AskedBefore[]> {
  const { schema, model, policies, world, now } = scan
  const { classPolicy: policy } = bindPolicy(policies, trial.principal, now)
  const chance = random(trial.seed, `operations of ${trial.name}`)
  const { fileTargets } = scan.fileTargets
  const words = { schema, model, policy, world, view, random: chance, fileTargets }
  const { write = writeOperation } = trial
  const asked: AskedBefore[] = []
  for (let index = 0; index < trial.operations; index += 1) {
    const { text, cursors, variables: given } = write(words)
    const variables = given ?? { cursor: await cursorFor(scan, trial.principal, { text, cursors }) }
    asked.push({ text, variables, answer: await ask(scan, trial, { query: text, variables }) })
  }
  return asked
}

async function ask(scan: ScanDatabase, trial: Trial, { query: text, variables }: Sent): Promise<string> {
  const { send, principal: as, mode = 'redact' } = trial
  if (send !== undefined) return send({ query: text, variables })
  return JSON.stringify(await scan.ask({ text, as, variables, mode }))
}

/** One of the cursors that the same list has given before, chosen by the text so that it is chosen again alike. */
async function cursorFor(
  scan: ScanDatabase,
  as: Principal,
  { cursors, text }: Pick<WrittenOperation, 'cursors' | 'text'>,
): Promise<string | null> {
  if (cursors === undefined) return null
  const { data } = await scan.ask({ text: cursors, as })
  const [list] = Object.values(
    (data ?? {}) as Record<string, { readonly edges: readonly { readonly cursor: string }[] } | null>,
  )
  const edges = list?.edges ?? []
  return edges[text.length % Math.max(1, edges.length)]?.cursor ?? null
}

/** What is asked, and what the unchanged world answers and shows. */
interface Experiment {
  readonly asked: AskedOperation
  /** The text of the whole answer. */
  readonly before: string
  readonly view: WorldView
}

/**
 * Whether these changes alone make the answer another one; undefined where they do not, cannot be made, or
 * change what the principal may see: then they prove nothing.
 */
export async function tryChange(
  scan: ScanDatabase,
  { asked, before, view }: Experiment,
  changes: readonly WorldChange[],
): Promise<FirstDifference | undefined> {
  await scan.runner.startTransaction()
  try {
    await makeChanges(scan, changes)
    // WHY first: most changes make no difference, and one question is less than to read the whole world again.
    const difference = whereTextsDiffer(before, JSON.stringify(await scan.ask(asked)))
    if (difference === undefined) return undefined
    const seen = await seenNow(scan, seeingAs(scan, asked.as))
    return viewText(seen) === viewText(view) ? difference : undefined
  } catch {
    return undefined
  } finally {
    await scan.runner.rollbackTransaction()
  }
}

async function makeChanges(scan: ScanDatabase, changes: readonly WorldChange[]): Promise<void> {
  await keepReferences(scan, 'later')
  try {
    await applyChanges(
      scan.runner,
      changes.filter((one) => one.kind === 'cell'),
    )
  } finally {
    await keepReferences(scan, 'at once')
  }
  await applyChanges(
    scan.runner,
    changes.filter((one) => one.kind !== 'cell'),
  )
}

const BEFORE = 30
const SHOWN = 80

/** Where two answers part, with a little around it; undefined where they are the same. */
export function whereTextsDiffer(before: string, after: string): FirstDifference | undefined {
  if (before === after) return undefined
  let at = 0
  while (before[at] === after[at]) at += 1
  const from = Math.max(0, at - BEFORE)
  const cut = (text: string): string =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + SHOWN)}${text.length > from + SHOWN ? '…' : ''}`
  return { at: Buffer.byteLength(before.slice(0, at)), before: cut(before), after: cut(after) }
}
