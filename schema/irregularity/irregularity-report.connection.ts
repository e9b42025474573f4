import { Connection } from '../relay/connection'
import { IrregularityReport } from './irregularity-report.entity'

export const IrregularityReportConnection = Connection(() => IrregularityReport, 'IrregularityReport')
