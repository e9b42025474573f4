/** INVARIANT: an instant is stored as UTC text with milliseconds, so that all databases compare it alike. */
export function sqlInstant(instant: Date): string {
  return instant.toISOString().replace('T', ' ').replace('Z', '')
}
