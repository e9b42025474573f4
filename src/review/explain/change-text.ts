import { relationOf, typeOf } from '../../query/model/model'
import { rowAt } from '../world/made-up-world'
import type { Edit } from './edit'
import { rowText } from './fact'
import type { ChangeStep } from './smallest-change'
import { type Situation, targetIn, valueIn } from './situation'

/** A change in words: `Partnership:5.status: "PENDING" becomes "ACTIVE"`. */
export function changeText({ edit, details }: ChangeStep, before: Situation): string {
  const more = details.flatMap((detail) => detailText(detail, before))
  return `${editText(edit, before)}${more.length === 0 ? '' : `, with ${more.join(', ')}`}`
}

function editText(edit: Edit, before: Situation): string {
  switch (edit.kind) {
    case 'set': {
      const now = valueIn(before, edit.row, edit.name)
      const place = `${rowText(edit.row)}.${edit.name}`
      const target = typeOf(before.model, edit.row.type).relations.get(edit.name)?.target
      if (target === undefined) return `${place}: ${shown(now)} becomes ${shown(edit.to)}`
      return `${place}: ${rowOrNone(target, now)} becomes ${rowOrNone(target, edit.to)}`
    }
    case 'lead': {
      const now = targetIn(before, edit.row, edit.name)
      return `${rowText(edit.row)}.${edit.name}: ${now === null ? 'none' : rowText(now)} becomes another ${edit.to.type}`
    }
    case 'add': {
      const { target } = relationOf(typeOf(before.model, edit.row.type), edit.relation)
      return `${rowText(edit.row)}.${edit.relation} gets another ${target}`
    }
    case 'remove':
      return `${rowText(edit.row)} is removed`
    case 'slot':
      return `${edit.name}: ${shown(before.slots.get(edit.name))} becomes ${shown(edit.to)}`
  }
}

function detailText(edit: Edit, before: Situation): readonly string[] {
  switch (edit.kind) {
    case 'set': {
      const target = typeOf(before.model, edit.row.type).relations.get(edit.name)?.target
      const to = target === undefined ? shown(edit.to) : rowOrNone(target, edit.to)
      return [
        `${rowAt(before.world, edit.row) === undefined ? '' : `${rowText(edit.row)}.`}${edit.name} ${to}`,
      ]
    }
    case 'lead':
      return [`${edit.name} another ${edit.to.type}`]
    case 'add':
      return [`a ${edit.added.type} in its ${edit.relation}`]
    case 'remove':
    case 'slot':
      return [editText(edit, before)]
  }
}

function rowOrNone(type: string, key: unknown): string {
  return typeof key === 'number' ? `${type}:${key}` : 'none'
}

function shown(value: unknown): string {
  return JSON.stringify(value ?? null)
}
