import type { Operation } from '../../src/write/operation'
import type { SupportVisitInput } from './support-visit.inputs'
import { SupportVisit } from './support-visit.entity'

/** Ends a visit before its time. From this moment who visited sees nothing of the Organisation any more. */
export const closeSupportVisit: Operation<SupportVisitInput> = {
  name: 'closeSupportVisit',
  by: 'signed in',
  run: async (tx, { supportVisitId }) => {
    const key = await tx.target('SupportVisit', supportVisitId, 'supportVisitId')
    await tx.authorise('close', 'SupportVisit', key)
    const { organisation } = await tx.manager.findOneOrFail(SupportVisit, {
      where: { id: key },
      relations: { organisation: true },
    })
    await tx.manager.update(SupportVisit, key, { closedAt: tx.now })
    await tx.audit({
      action: 'support visit closed',
      subject: { type: 'SupportVisit', key },
      organisation: organisation.id,
    })
    return { supportVisit: { type: 'SupportVisit', key } }
  },
}
