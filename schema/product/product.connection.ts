import { Connection } from '../relay/connection'
import { Product } from './product.entity'

export const ProductConnection = Connection(() => Product, 'Product')
