/** Options of a field that may be withheld, as every public field but `id` may: its sentence for readers of the schema. */
export function nullable(description: string): { nullable: true; description: string } {
  return { nullable: true, description }
}
