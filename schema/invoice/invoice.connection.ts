import { Connection } from '../relay/connection'
import { Invoice } from './invoice.entity'

export const InvoiceConnection = Connection(() => Invoice, 'Invoice')
