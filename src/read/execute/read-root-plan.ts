import { type Principal } from '../../policy/principal'
import {
  type NodeTarget,
  type RootPlan,
  type ViewerOutput,
  type ViewerPlan,
  type WantedNode,
} from '../plan/plan-operation'
import { type SelectionPlan } from '../plan/selection-plan'
import { prices } from '../price-list'
import { relationOf, typeOf } from '../schema/model'
import { ofConcreteType } from '../schema/public-schema'
import { readByKey, readRootList } from './read-selection'
import { type Answer, type PlanRun } from './reading'

/** What `viewer` shows of the principal. */
export interface ViewerFacts {
  readonly principal: Principal
  /** The rules of that principal, packed for a front end. */
  readonly rules: () => string
}

/** Runs the plan of one root field. A row that may not be known is null, like one that does not exist. */
export async function readRootPlan(reading: PlanRun, plan: RootPlan, viewer: ViewerFacts): Promise<unknown> {
  switch (plan.kind) {
    case 'list':
      return readRootList(reading, plan.plan)
    case 'one': {
      const found = await readByKey(reading, { ...plan, far: 'id' }, [plan.key])
      const answer = found.get(plan.key)?.[0] ?? null
      note(reading, { type: plan.fetch.rules.type.name, key: plan.key, selection: plan.selection }, answer)
      return answer
    }
    case 'node': {
      const find = await readNodes(reading, [plan.id], plan.targets)
      return find(plan.id)
    }
    case 'nodes': {
      const find = await readNodes(reading, plan.ids, plan.targets)
      return plan.ids.map(find)
    }
    case 'viewer':
      return readViewer(reading, plan.plan, viewer)
    case 'refused':
      throw plan.error
  }
}

/** One statement per type asked for, however many ids. */
async function readNodes(
  reading: PlanRun,
  ids: readonly WantedNode[],
  targets: ReadonlyMap<string, NodeTarget>,
): Promise<(id: WantedNode) => unknown> {
  const found = new Map<string, ReadonlyMap<number, readonly Answer[]>>()
  await Promise.all(
    [...targets].map(async ([type, target]) => {
      const keys = new Set(ids.filter((id) => id.type === type).map((id) => id.key))
      const answers = await readByKey(reading, { ...target, far: 'id' }, [...keys])
      for (const key of keys)
        note(reading, { type, key, selection: target.selection }, answers.get(key)?.[0] ?? null)
      found.set(type, answers)
    }),
  )
  return ({ type, key }) => {
    const answer = found.get(type)?.get(key)?.[0]
    return answer === undefined ? null : ofConcreteType(answer, type)
  }
}

/** Notes for the decision log, where there is one, whether a row that was asked for by its id is visible, and which cells. */
function note(
  { notes, withheld }: PlanRun,
  {
    type,
    key,
    selection,
  }: { readonly type: string; readonly key: number; readonly selection: SelectionPlan },
  answer: Answer | null,
): void {
  // WHY: no row has the key 0; the id was malformed.
  if (notes === undefined || key === 0) return
  const cells = selection.values.flatMap(({ kind, key: place }, at) => {
    const coordinate = selection.coordinates[at] ?? ''
    return kind === 'constant' || kind === 'access'
      ? []
      : [{ place, name: coordinate.slice(coordinate.indexOf('.') + 1) }]
  })
  const isHidden = ({ place }: { readonly place: string }): boolean => {
    const cell = answer?.[place]
    return cell === withheld.always || cell === withheld.here
  }
  const names = (those: typeof cells): readonly string[] => [...new Set(those.map((one) => one.name))]
  const fields =
    answer === null
      ? {}
      : {
          shown: names(cells.filter((one) => !isHidden(one))),
          withheld: names(cells.filter(isHidden)),
        }
  notes.row({ action: 'read', type, key, allowed: answer !== null, ...fields })
}

async function readViewer(reading: PlanRun, plan: ViewerPlan, viewer: ViewerFacts): Promise<Answer> {
  const answer: Answer = {}
  await Promise.all(
    plan.outputs.map(async (output) => {
      answer[output.key] = await viewerCell(reading, output, viewer)
    }),
  )
  return answer
}

async function viewerCell(reading: PlanRun, output: ViewerOutput, viewer: ViewerFacts): Promise<unknown> {
  const { principal } = viewer
  switch (output.kind) {
    case 'fact':
      return factOf(principal, output.name)
    case 'rules':
      reading.spent.actual += prices.rules.units
      return viewer.rules()
    case 'one': {
      const key = principal[output.name]?.id
      if (key === undefined) return null
      return (await readByKey(reading, { ...output, far: 'id' }, [key])).get(key)?.[0] ?? null
    }
    case 'list': {
      const key = principal.user?.id
      if (key === undefined) return []
      const far = relationOf(typeOf(reading.model, 'User'), output.name).far
      return (await readByKey(reading, { ...output, far }, [key])).get(key) ?? []
    }
  }
}

function factOf(principal: Principal, name: string): unknown {
  switch (name) {
    case 'role':
      return principal.role
    case 'accounting':
      return principal.accounting
    case 'scopes':
      return principal.scopes
    default:
      return 'Viewer'
  }
}
