import { MINUTE, noun } from '../noun'
import { own } from '../personal-data/person-reference'
import { Changes1764000000220 } from './1764000000220-changes'
import { changeDemo } from './change.demo'
import { Change, columnOf, type SubjectRelation, subjects } from './change.entity'
import { ChangeResolver } from './change.resolver'
import { followUp } from './follow-up'

export const change = noun({
  name: 'change',
  entities: [Change],
  resolvers: [ChangeResolver],
  migrations: [Changes1764000000220],
  jobs: (parts) => [
    {
      name: 'changes',
      every: MINUTE / 4,
      means:
        'Gives what happened its place in the feed, and writes the mails and webhook deliveries that follow.',
      run: (now) => followUp(parts, now),
    },
  ],
  personReferences: [
    {
      at: 'changes.for_user_id',
      exported: own('changes-for-you', 'happened_at', 'kind'),
      erasure: 'deleted',
    },
  ],
  storedTexts: {
    'changes.kind': 'Deleted with the account',
    'changes.mark': 'Deleted with the account',
  },
  leastRows: (Object.keys(subjects) as SubjectRelation[]).map((relation, index) => [
    'changes',
    {
      id: index + 1,
      happened_at: '2026-03-01 09:30:00.000',
      kind: 'ORDER_PLACED',
      position: index + 1,
      organisation_id: 1,
      for_user_id: 1,
      [columnOf(relation)]: 1,
    },
  ]),
  violations: [
    {
      rule: 'two changes never have the same place in the feed',
      constraint: 'changes_position',
      statement: 'UPDATE changes SET position = 1 WHERE id = 2',
    },
    {
      rule: 'a change is about one row, and about no more',
      constraint: 'changes_about_one_row',
      statement: 'UPDATE changes SET product_id = 1 WHERE id = 1',
    },
    {
      rule: 'a change is about a row',
      constraint: 'changes_about_one_row',
      statement: 'UPDATE changes SET order_id = NULL WHERE id = 1',
    },
  ],
  demo: changeDemo,
})
