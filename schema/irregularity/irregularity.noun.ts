import { noun } from '../noun'
import { IrregularityMessage, IrregularityReport } from './irregularity.entity'
import { irregularityReasons } from './irregularity.reasons'
import { IrregularityResolver } from './irregularity.resolver'

export const irregularity = noun({
  name: 'irregularity',
  entities: [IrregularityReport, IrregularityMessage],
  resolvers: [IrregularityResolver],
  reasons: irregularityReasons,
  provenElsewhere: {
    reportIrregularity: 'done by nobody; test/irregularity proves it',
    continueIrregularity: 'done by nobody, its receipt proves itself; test/irregularity proves it',
    answerIrregularity: 'asked by staff who act in no Organisation; test/irregularity proves it',
  },
})
