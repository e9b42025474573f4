import { attributeOf, type RelationModel, relationOf, typeOf } from '../../read/schema/model'
import { owningSide, sharesId } from '../world/made-up-world'
import {
  addObject,
  DAY_STEP,
  EARLIEST_DAY,
  type Encoding,
  exists,
  kindOfWords,
  LATEST_DAY,
  type Moment,
  numberOfTime,
  numeral,
  orOf,
  promise,
  type RowTerm,
  symbol,
  type ValueKind,
} from './encoding'
import { Unsupported } from './solver'

/** A value as an integer, and the formula that says it is absent. */
export interface ValueTerm {
  readonly kind: ValueKind
  readonly value: string
  readonly absent: string
}

/** The row that a to-one relation leads to: a term that is 0 where it leads nowhere, and when it is there. */
export function rowAlong(
  encoding: Encoding,
  from: RowTerm & { readonly moment: Moment },
  name: string,
): RowTerm & { readonly there: string } {
  const type = typeOf(encoding.model, from.type)
  const relation = relationOf(type, name)
  if (relation.many) throw new Unsupported(`${from.type}.${name} leads to many rows`)
  const term = relation.owning ? keyOf(encoding, from, relation) : inverse(encoding, from, relation)
  const row = { type: relation.target, term }
  return { ...row, there: exists(encoding, row) }
}

/** The key that a row holds for an owning relation; 0 for none. */
export function keyOf(
  encoding: Encoding,
  from: RowTerm & { readonly moment: Moment },
  relation: RelationModel,
): string {
  const { script, model, observed } = encoding
  if (sharesId(typeOf(model, from.type), relation)) return from.term
  const parent = encoding.backwards.get(`${from.type}.${relation.name} ${from.term}`)
  const value = parent ?? `(${symbol(`${from.type}.${relation.name}`)} ${from.term})`
  const target = { type: relation.target, term: value }
  if (parent === undefined && !encoding.known.has(value)) {
    encoding.known.add(value)
    script.declare(symbol(`${from.type}.${relation.name}`), '(Int) Int')
    script.assert(`(>= ${value} 0)`)
    if (!relation.nullable) script.assert(`(=> ${exists(encoding, from)} (> ${value} 0))`)
    script.assert(`(=> (> ${value} 0) ${exists(encoding, target)})`)
    observed.keys.push({ type: from.type, term: from.term, relation: relation.name, value })
    addObject(encoding, target)
  }
  const change = from.moment === 'after' && encoding.changed?.type === from.type ? encoding.changed : null
  const set = change?.set[relation.name]
  if (change === null || set === undefined) return value
  const key = set === null ? '0' : numeral(Number(set))
  if (set !== null) {
    addObject(encoding, { type: relation.target, term: key })
    script.assert(exists(encoding, { type: relation.target, term: key }))
  }
  return `(ite (= ${from.term} ${change.term}) ${key} ${value})`
}

/** A to-one relation whose key the other row holds. */
function inverse(
  encoding: Encoding,
  from: RowTerm & { readonly moment: Moment },
  relation: RelationModel,
): string {
  const { model, script, observed } = encoding
  const type = typeOf(model, from.type)
  const owning = owningSide(model, type, relation)
  const target = typeOf(model, relation.target)
  if (sharesId(target, owning)) {
    addObject(encoding, { type: relation.target, term: from.term })
    return from.term
  }
  if (encoding.changed?.type === relation.target && owning.name in encoding.changed.set) {
    throw new Unsupported(`${from.type}.${relation.name} is changed from its other side`)
  }
  const name = symbol(`${from.type}.${relation.name}`)
  const value = `(${name} ${from.term})`
  if (encoding.known.has(value)) return value
  encoding.known.add(value)
  const found = { type: relation.target, term: value }
  const back = symbol(`${relation.target}.${owning.name}`)
  script.declare(name, '(Int) Int')
  script.declare(back, '(Int) Int')
  script.assert(`(>= ${value} 0)`)
  script.assert(`(=> (> ${value} 0) (and ${exists(encoding, found)} (= (${back} ${value}) ${from.term})))`)
  // WHY: back and forth along the relation is the row itself; said as a new row it would go on for ever.
  encoding.backwards.set(`${relation.target}.${owning.name} ${value}`, from.term)
  observed.keys.push({ ...found, relation: owning.name, value: from.term })
  addObject(encoding, found)
  promise(encoding, relation.target, (other) => {
    const row = { type: relation.target, term: other }
    const leads = keyOf(encoding, { ...row, moment: 'before' }, owning)
    script.assert(
      orOf([`(not ${exists(encoding, row)})`, `(not (= ${leads} ${from.term}))`, `(= ${value} ${other})`]),
    )
  })
  return value
}

/** What stands in an attribute of a row. */
export function attributeAt(
  encoding: Encoding,
  from: RowTerm & { readonly moment: Moment },
  name: string,
): ValueTerm {
  if (name === 'id') return { kind: 'int', value: from.term, absent: 'false' }
  const column = attributeOf(typeOf(encoding.model, from.type), name)
  if (column.derived || column.computed === true)
    throw new Unsupported(`${from.type}.${name} is computed in SQL`)
  const { script, texts, observed } = encoding
  const kind = kindOfWords(column.type)
  const value = `(${symbol(`${from.type}.${name}`)} ${from.term})`
  const absent = column.nullable ? `(${symbol(`${from.type}.${name}?`)} ${from.term})` : 'false'
  if (!encoding.known.has(value)) {
    encoding.known.add(value)
    script.declare(symbol(`${from.type}.${name}`), '(Int) Int')
    if (column.nullable) script.declare(symbol(`${from.type}.${name}?`), '(Int) Bool')
    observed.attributes.push({ type: from.type, term: from.term, attribute: name, kind, value, absent })
    if (column.values !== undefined) {
      script.assert(orOf(column.values.map((text) => `(= ${value} ${texts.numberOf(text)})`)))
    } else boundValue(encoding, kind, { value, isDay: column.type === 'date' })
  }
  const change = from.moment === 'after' && encoding.changed?.type === from.type ? encoding.changed : null
  const set = change?.set[name]
  if (change === null || set === undefined) return { kind, value, absent }
  const same = `(= ${from.term} ${change.term})`
  if (set === null) return { kind, value, absent: orOf([same, absent]) }
  const replaced = `(ite ${same} ${numeral(encodedNumber(encoding, kind, set))} ${value})`
  return { kind, value: replaced, absent: absent === 'false' ? absent : `(and (not ${same}) ${absent})` }
}

/** A constant as the integer of its kind. */
export function encodedNumber(encoding: Encoding, kind: ValueKind, value: string | number | boolean): number {
  if (kind === 'bool' && typeof value === 'boolean') return value ? 1 : 0
  if (kind === 'int' && typeof value === 'number' && Number.isSafeInteger(value)) return value
  if (kind === 'text' && typeof value === 'string') return encoding.texts.numberOf(value)
  const time = kind === 'time' && typeof value === 'string' ? numberOfTime(value) : null
  if (time === null)
    throw new Unsupported(`${JSON.stringify(value)} is compared with a value of another kind`)
  return time
}

/** Keeps a value among those that can be written down. */
export function boundValue(
  { script }: Encoding,
  kind: ValueKind,
  { value, isDay }: { readonly value: string; readonly isDay: boolean },
): void {
  switch (kind) {
    case 'bool':
      script.assert(`(or (= ${value} 0) (= ${value} 1))`)
      break
    case 'text':
      script.assert(`(> ${value} 0)`)
      break
    case 'int':
      script.assert(`(< ${numeral(-LARGEST)} ${value} ${numeral(LARGEST)})`)
      break
    case 'time': {
      const step = script.fresh('time', 'Int')
      const [least, most] = isDay
        ? [EARLIEST_DAY, LATEST_DAY]
        : [EARLIEST_DAY * 86_400_000, LATEST_DAY * 86_400_000]
      script.assert(`(<= ${least} ${step} ${most})`)
      script.assert(isDay ? `(= ${value} (* ${DAY_STEP} ${step}))` : `(= ${value} (+ 1 (* 2 ${step})))`)
    }
  }
}

/** What rows hold exactly. */
const LARGEST = Number.MAX_SAFE_INTEGER
