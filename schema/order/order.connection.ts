import { Connection } from '../relay/connection'
import { Order } from './order.entity'

export const OrderConnection = Connection(() => Order, 'Order')
