const dayLength = 86_400_000
const firstDay = Date.UTC(2022, 0, 1)

/** Every day a world knows, as text: day 0 is 2022-01-01. */
const days: readonly string[] = Array.from({ length: 2_600 }, (_, day) =>
  // eslint-disable-next-line no-restricted-syntax -- a day that is counted with, no instant
  new Date(firstDay + day * dayLength).toISOString().slice(0, 10),
)

/** The day of that number, `2024-03-01`. */
export function calendarDay(number: number): string {
  const text = days[number]
  if (text === undefined) throw new Error(`Day ${number} is outside the calendar.`)
  return text
}

/** A moment of that day, as the databases store it. */
export function moment(number: number, minute = 480): string {
  const hours = String(Math.floor(minute / 60)).padStart(2, '0')
  const minutes = String(minute % 60).padStart(2, '0')
  return `${calendarDay(number)} ${hours}:${minutes}:00.000`
}

/** The first day of the month after that day. */
export function nextMonth(number: number): number {
  let next = number + 1
  while (!calendarDay(next).endsWith('-01')) next++
  return next
}

export function numberOf(text: string): number {
  return Math.round((Date.parse(`${text}T00:00:00Z`) - firstDay) / dayLength)
}

/** Sales begin here and end on the day on which the world is seen. */
export const salesBegin = numberOf('2024-01-01')
export const GENERATED_TODAY = numberOf('2026-11-23')
