import {
  addObject,
  andOf,
  distances,
  type Encoding,
  exists,
  newScript,
  newTexts,
  orOf,
  promise,
  type RowTerm,
} from './encoding'
import { failing, holding } from './formula'
import { type Assumption, type SolverQuestion, Unsupported } from './solver'

export interface EncodedQuestion {
  readonly encoding: Encoding
  readonly text: string
  /**
   * Empty where every promise was kept for every row. Else what makes the question harder, so that it has an end: no
   * rows but those that promises were kept for. "Unsatisfiable" with it is no proof.
   */
  readonly closing: readonly string[]
  /** The rows that the question names: variable → row. */
  readonly rows: ReadonlyMap<string, RowTerm>
}

/** Beyond this a question is not getting any simpler; rows that need rows that need rows, without an end. */
const MOST_PROMISES_KEPT = 20_000

/** A question as text for Z3. @throws Unsupported */
export function encodeQuestion(question: SolverQuestion): EncodedQuestion {
  const { model, type, condition, assumptions = [], others = new Map<string, string>(), after } = question
  const encoding: Encoding = {
    model,
    script: newScript(),
    texts: newTexts(),
    objects: new Map(),
    beyond: [],
    distance: 0,
    distancesByType: new Map(),
    promises: [],
    observed: { objects: [], keys: [], attributes: [], slots: new Map(), scopes: [] },
    said: new Map(),
    known: new Set(),
    backwards: new Map(),
    changed: null,
  }
  const rows = new Map<string, RowTerm>()
  for (const [name, of] of [['row', type] as const, ...others]) {
    const row = { type: of, term: `|row ${name}|` }
    encoding.script.declare(row.term, '() Int')
    addObject(encoding, row)
    encoding.script.assert(exists(encoding, row))
    rows.set(name, row)
  }
  encoding.script.assert(holding(encoding, condition, { rows, moment: 'before' }))
  for (const assumption of assumptions) assume(encoding, assumption, 'before')
  if (after !== undefined) {
    const row = rows.get(after.change.of)
    if (row === undefined) throw new Error(`The question names no row ${after.change.of}`)
    encoding.changed = { ...row, set: after.change.set }
    const both = after.either.map((one) =>
      andOf([
        holding(encoding, one.before, { rows, moment: 'before' }),
        holding(encoding, one.after, { rows, moment: 'after' }),
      ]),
    )
    encoding.script.assert(orOf(both))
    for (const assumption of assumptions) assume(encoding, assumption, 'after')
  }
  keepPromises(encoding)
  return { encoding, text: encoding.script.lines().join('\n'), closing: closingOf(encoding), rows }
}

/** `each` rows: where `if` holds, there are `some` rows with which `then` holds. */
function assume(encoding: Encoding, assumption: Assumption, moment: 'before' | 'after'): void {
  const each = [...assumption.each]
  const said = (rows: ReadonlyMap<string, RowTerm>, waiting: typeof each): void => {
    const [next, ...rest] = waiting
    if (next !== undefined) {
      const [name, type] = next
      promise(encoding, type, (term) => said(new Map([...rows, [name, { type, term }]]), rest))
      return
    }
    const there = [...rows.values()].map((row) => `(not ${exists(encoding, row)})`)
    const free = failing(encoding, assumption.if, { rows, moment })
    if (free === 'true') return
    const found = new Map(rows)
    const exist: string[] = []
    for (const [name, type] of assumption.some) {
      const row = { type, term: encoding.script.fresh(`${type}_`, 'Int') }
      encoding.script.assert(`(>= ${row.term} 0)`)
      addObject(encoding, row)
      exist.push(exists(encoding, row))
      found.set(name, row)
    }
    const then = holding(encoding, assumption.then, { rows: found, moment })
    encoding.script.assert(orOf([...there, free, andOf([...exist, then])]))
  }
  said(new Map(), each)
}

/** Until nothing new is named. INVARIANT: leaving promises out only makes the question easier to satisfy. */
function keepPromises(encoding: Encoding): void {
  let kept = 0
  for (let busy = true; busy;) {
    busy = false
    // WHY by index: keeping one promise makes others.
    for (let at = 0; at < encoding.promises.length; at += 1) {
      const one = encoding.promises[at]
      if (one === undefined) break
      const term = encoding.objects.get(one.type)?.[one.kept]
      if (term === undefined) continue
      kept += 1
      if (kept > MOST_PROMISES_KEPT) throw new Unsupported('too many rows are needed')
      encoding.distance = (distances(encoding, one.type)[one.kept] ?? 0) + 1
      one.kept += 1
      one.keep(term)
      busy = true
    }
  }
}

/** The rows beyond are none, or are among those that everything was said of. */
function closingOf({ beyond, objects }: Encoding): readonly string[] {
  return beyond.map(({ type, term }) => {
    const near = (objects.get(type) ?? []).map((other) => `(= ${term} ${other})`)
    return `(assert ${orOf([`(= ${term} 0)`, ...near])})`
  })
}
