import type { AttributeWords } from '../../../policy/vocabulary'

/** How a value is an integer. Text is only ever equal or not; days and instants keep the order of their texts. */
export type ValueKind = 'int' | 'bool' | 'text' | 'time'

export function kindOfWords(type: AttributeWords['type']): ValueKind {
  switch (type) {
    case 'int':
      return 'int'
    case 'bool':
      return 'bool'
    case 'string':
      return 'text'
    case 'date':
    case 'timestamp':
      return 'time'
  }
}

/** Every text of a question, by number; further numbers stand for texts that the question does not name. */
export interface Texts {
  numberOf(text: string): number
  textOf(number: number): string
}

export function newTexts(): Texts {
  const numbers = new Map<string, number>()
  const texts: string[] = []
  return {
    numberOf: (text) => {
      const known = numbers.get(text)
      if (known !== undefined) return known
      texts.push(text)
      numbers.set(text, texts.length)
      return texts.length
    },
    textOf: (number) => {
      const known = texts[number - 1]
      if (known !== undefined) return known
      // INVARIANT: no text of the question, and another one for every number.
      let text = `text ${number}`
      while (numbers.has(text)) text = `${text}'`
      return text
    },
  }
}

/**
 * INVARIANT: ISO texts compare like these numbers: a day is less than every instant of it and more than every instant
 * before it, as `2026-11-23` is a beginning of `2026-11-23T00:00:00.000Z`. Days are even, instants odd.
 */
export const DAY_STEP = 2 * 86_400_000

/** What the databases hold, from year 1000 to 9999: all of them texts of the same length. */
export const EARLIEST_DAY = Date.UTC(1000, 0, 1) / 86_400_000
export const LATEST_DAY = Date.UTC(9999, 11, 30) / 86_400_000

/** Null where the text is neither a day nor an instant as rows have them. */
export function numberOfTime(text: string): number | null {
  const milliseconds = Date.parse(text)
  if (Number.isNaN(milliseconds)) return null
  const instant = new Date(milliseconds).toISOString()
  if (instant === text) return 2 * milliseconds + 1
  return instant.slice(0, 10) === text ? 2 * milliseconds : null
}

export function timeOfNumber(number: number): string {
  const isDay = number % 2 === 0
  const text = new Date(Math.floor(number / 2)).toISOString()
  return isDay ? text.slice(0, 10) : text
}

/** SMT-LIB writes negative numbers with a minus in front, applied. */
export function numeral(value: number): string {
  return value < 0 ? `(- ${-value})` : String(value)
}
