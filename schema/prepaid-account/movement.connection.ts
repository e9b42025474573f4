import { Connection } from '../relay/connection'
import { Movement } from './movement.entity'

export const MovementConnection = Connection(() => Movement, 'Movement')
