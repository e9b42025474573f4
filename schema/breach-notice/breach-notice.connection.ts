import { Connection } from '../relay/connection'
import { BreachNotice } from './breach-notice.entity'

export const BreachNoticeConnection = Connection(() => BreachNotice, 'BreachNotice')
