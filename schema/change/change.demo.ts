import { type Draft, storedInstantText } from '../world/demo/compile/draft'
import { ChangeKind } from './change-kind'
import { columnOf, type SubjectRelation, subjects } from './change.entity'

interface DemoChange {
  readonly name: string
  readonly kind: ChangeKind
  readonly about: readonly [relation: SubjectRelation, type: string, name: string]
  readonly organisation: string
  readonly counterpart?: string
}

/** Scenarios name these: `change/lakeside-order`. The last one has no place in the feed yet. */
const changes: readonly DemoChange[] = [
  {
    name: 'lakeside-order',
    kind: ChangeKind.ORDER_PLACED,
    about: ['order', 'order', 'lakeside-after-switch'],
    organisation: 'lakeside',
    counterpart: 'kontrast',
  },
  {
    name: 'lakeside-invoice',
    kind: ChangeKind.INVOICE_PAYMENT,
    about: ['invoice', 'invoice', 'lakeside-own-after-switch'],
    organisation: 'lakeside',
  },
  {
    name: 'kontrast-invoice',
    kind: ChangeKind.INVOICE_ISSUED,
    about: ['invoice', 'invoice', 'lakeside-after-switch'],
    organisation: 'kontrast',
  },
  {
    name: 'kontrast-cashback',
    kind: ChangeKind.CASHBACK_CREDITED,
    about: ['cashbackEntry', 'cashback-entry', 'lakeside-own-after-switch/1'],
    organisation: 'kontrast',
  },
  {
    name: 'lakeside-website',
    kind: ChangeKind.HOLDER_CHANGE_CONFIRMED,
    about: ['product', 'product', 'lakeside-website'],
    organisation: 'lakeside',
  },
  {
    name: 'lakeside-not-placed',
    kind: ChangeKind.INVOICE_PAYMENT,
    about: ['invoice', 'invoice', 'lakeside-own-after-switch'],
    organisation: 'lakeside',
  },
]

/** What happened in the demo world, as far as the feed tells of it. Everything of it is followed up. */
export function changeDemo({ names, rows }: Pick<Draft, 'names' | 'rows'>): void {
  for (const [index, { name, kind, about, organisation, counterpart }] of changes.entries()) {
    const [relation, type, subject] = about
    const columns: readonly (readonly [string, number | null])[] = (
      Object.keys(subjects) as SubjectRelation[]
    ).map((one) => [columnOf(one), one === relation ? names.of(type, subject) : null])
    rows.add('changes', {
      id: names.add('change', name),
      happened_at: storedInstantText('2026-11-02 09:30'),
      kind,
      position: index === changes.length - 1 ? null : index + 1,
      organisation_id: names.of('organisation', organisation),
      counterpart_id: names.ofOptional('organisation', counterpart),
      for_user_id: null,
      mark: null,
      reached: null,
      followed_up_at: storedInstantText('2026-11-02 09:31'),
      ...Object.fromEntries<number | null>(columns),
    })
  }
}
