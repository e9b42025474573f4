import type { FieldNode } from 'graphql'
import { assumed, prices } from '../../price/price-list'
import { typeOf } from '../model/model'
import { Level } from './level'
import type { Planning } from './planning'
import { rulesOf } from './planning'
import { nameOf, planView, subfields } from './plan-view'
import type { View } from './view'

/** `viewer`: who asks, the memberships between which that person may switch, and where they are signed in. */
export interface ViewerPlan {
  readonly outputs: readonly ViewerOutput[]
}

export type ViewerOutput = { readonly key: string } & (
  | { readonly kind: 'fact'; readonly name: string }
  /** The rules of who asks, packed for a front end. */
  | { readonly kind: 'rules' }
  | {
      readonly kind: 'one'
      readonly name: 'user' | 'organisation'
      readonly level: Level
      readonly view: View
    }
  /** Rows of the User, found by a relation of that name. */
  | { readonly kind: 'list'; readonly name: string; readonly level: Level; readonly view: View }
)

const facts: readonly string[] = ['role', 'accounting', 'scopes', '__typename']
const objects = { user: 'User', organisation: 'Organisation' } as const

/** What it neither knows as a fact nor finds by a relation of the User is for the resolver of `viewer` to answer. */
export function planViewer(planning: Planning, nodes: readonly FieldNode[]): ViewerPlan {
  const lists = typeOf(planning.model, 'User').relations
  const outputs = [...subfields(planning, 'Viewer', nodes)].flatMap(([key, fields]): ViewerOutput[] => {
    const name = nameOf(fields)
    if (facts.includes(name)) return [{ key, kind: 'fact', name }]
    if (name === 'rules') {
      planning.cost.estimated += prices.rules.units
      return [{ key, kind: 'rules' }]
    }
    if (name === 'user' || name === 'organisation') {
      const level = levelOf(planning, objects[name])
      return [{ key, kind: 'one', name, level, view: planView(planning, { level, rows: 1 }, fields) }]
    }
    const target = lists.get(name)?.target
    if (target === undefined) return []
    const level = levelOf(planning, target)
    const view = planView(planning, { level, rows: assumed.shortList }, fields)
    return [{ key, kind: 'list', name, level, view }]
  })
  return { outputs }
}

function levelOf(planning: Planning, type: string): Level {
  planning.cost.estimated += prices.statement.units
  return new Level(rulesOf(planning, typeOf(planning.model, type)))
}
