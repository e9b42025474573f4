import { daysAfter } from './days-after'
import { ProductStatus } from './product-status'

/** A service is due soon for so many days before its due date. */
export const EXPIRING_DAYS = 30

/** Where a service stands that is paid until its due date; one without due date runs on. */
export function statusUntil(expiresOn: string | null, today: string): ProductStatus {
  if (expiresOn === null) return ProductStatus.ACTIVE
  if (expiresOn < today) return ProductStatus.SUSPENDED
  return expiresOn <= daysAfter(today, EXPIRING_DAYS) ? ProductStatus.EXPIRING : ProductStatus.ACTIVE
}
