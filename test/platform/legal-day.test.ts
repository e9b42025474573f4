import { daysAfter, yearsAfter } from '../../schema/product/product-days'
import { legalDay, startOfLegalDay } from '../../src/platform/clock'

const ZONES = [
  'Europe/Zurich',
  'UTC',
  'Pacific/Auckland',
  'Pacific/Honolulu',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Santiago',
]

describe('the legal day', () => {
  test.each([
    ['before midnight of the new year', '2026-12-31T22:59:59.999Z', '2026-12-31'],
    ['at midnight of the new year', '2026-12-31T23:00:00.000Z', '2027-01-01'],
    ['00:40 on New Year’s Day', '2026-12-31T23:40:00.000Z', '2027-01-01'],
    ['in summer, two hours ahead', '2027-06-30T22:00:00.000Z', '2027-07-01'],
    ['the night on which summer begins', '2027-03-27T23:30:00.000Z', '2027-03-28'],
    ['the last moment of that day', '2027-03-28T21:59:59.999Z', '2027-03-28'],
    ['the night on which summer ends', '2027-10-30T22:00:00.000Z', '2027-10-31'],
    ['the last moment of that day', '2027-10-31T22:59:59.999Z', '2027-10-31'],
    ['the leap day', '2028-02-28T23:00:00.000Z', '2028-02-29'],
  ])('in Zürich, %s', (_what, instant, day) => {
    expect(legalDay(new Date(instant))).toBe(day)
  })

  test.each(ZONES)('every day of four years begins once, in %s', (zone) => {
    let day = '2025-12-31'
    for (let count = 0; count < 1461; count += 7) {
      const start = startOfLegalDay(day, zone)
      expect(legalDay(start, zone)).toBe(day)
      expect(legalDay(new Date(start.getTime() - 1), zone)).toBe(daysAfter(day, -1))
      day = daysAfter(day, 7)
    }
  })
})

describe('a term of years', () => {
  test.each([
    ['2026-05-12', 3, 12, '2029-05-12'],
    ['2028-02-29', 1, 29, '2029-02-28'],
    ['2029-02-28', 3, 29, '2032-02-29'],
    ['2029-02-28', 1, 29, '2030-02-28'],
    ['2029-02-28', 3, 28, '2032-02-28'],
    ['2028-02-29', 4, 29, '2032-02-29'],
    ['2029-03-28', 3, 29, '2032-03-28'],
  ])('%s and %i years, begun on day %i, is %s', (day, years, anchor, expected) => {
    expect(yearsAfter(day, years, anchor)).toBe(expected)
  })
})
