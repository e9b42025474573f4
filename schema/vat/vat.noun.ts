import { noun } from '../noun'
import { vatNumberReasons } from './vat-number.reasons'

export const vat = noun({
  name: 'vat',
  reasons: vatNumberReasons,
})
