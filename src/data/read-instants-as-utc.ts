import type { DataSource } from 'typeorm'

const STORED_INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/

/**
 * Makes entities read instants as the UTC they are.
 * WHY: the MySQL driver of TypeORM takes the text of a datetime for local time; on a machine in another
 * time zone every instant would be hours off.
 */
export function readInstantsAsUtc(dataSource: DataSource): DataSource {
  const { driver } = dataSource
  const hydrate = driver.prepareHydratedValue.bind(driver)
  driver.prepareHydratedValue = (value, column): unknown => {
    const text: unknown = value
    const isInstant = column.type === 'datetime' && typeof text === 'string' && STORED_INSTANT.test(text)
    return hydrate(isInstant ? new Date(`${text.replace(' ', 'T')}Z`) : value, column)
  }
  return dataSource
}
