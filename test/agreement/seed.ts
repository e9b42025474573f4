/**
 * Where generated cases start: the same in each ordinary run, so that a change is judged by what it changes; new
 * in each deep run. `AGREEMENT_SEED` repeats one that a test's name told.
 */
export const seed = Number(
  process.env['AGREEMENT_SEED'] ?? (process.env['DEEP'] === undefined ? 20_261_123 : Date.now() % 2 ** 31),
)
