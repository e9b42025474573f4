import type { FieldNode } from 'graphql'
import { typeOf } from '../model/model'
import { Level } from './level'
import type { Planning } from './planning'
import { rulesOf } from './planning'
import { nameOf, planView, subfields } from './plan-view'
import type { View } from './view'

/** `viewer`: who asks, and the memberships between which that person may switch. */
export interface ViewerPlan {
  readonly outputs: readonly ViewerOutput[]
}

export type ViewerOutput = { readonly key: string } & (
  | { readonly kind: 'fact'; readonly name: string }
  | { readonly kind: 'user' | 'organisation' | 'memberships'; readonly level: Level; readonly view: View }
)

/** How many memberships a person is taken to have, for the estimate of cost. */
const MEMBERSHIPS_ESTIMATE = 5

const edges = { user: 'User', organisation: 'Organisation', memberships: 'Membership' } as const

export function planViewer(planning: Planning, nodes: readonly FieldNode[]): ViewerPlan {
  const outputs = [...subfields(planning, 'Viewer', nodes)].map(([key, fields]): ViewerOutput => {
    const name = nameOf(fields)
    if (name !== 'user' && name !== 'organisation' && name !== 'memberships')
      return { key, kind: 'fact', name }
    const level = new Level(rulesOf(planning, typeOf(planning.model, edges[name])))
    const rows = name === 'memberships' ? MEMBERSHIPS_ESTIMATE : 1
    return { key, kind: name, level, view: planView(planning, { level, rows }, fields) }
  })
  return { outputs }
}
