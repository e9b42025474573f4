import { z } from 'zod'
import type { Cell } from '../../../src/services/csv/csv-cell'

/** Parts of an answer that several histories read. What is withheld is null. */
export const text = z.string().nullable()
export const money = z.object({ amount: z.string(), currency: z.string() }).nullable()
export const named = z.object({ id: z.string(), name: text }).nullable()

export function decimal(value: string | null | undefined): Cell {
  return value === null || value === undefined ? null : { decimal: value }
}
