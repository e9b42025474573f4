/** Few values, so that generated rows and conditions often meet; each of them is one that readers may take differently. */

export const now = new Date('2026-03-01T12:00:00.000Z')

export const ints = [1, 2, 0, 3, -1, 4, -2, 2147483647] as const

/** The first three are there twice: what takes them for each other is seen only where two of them meet. */
export const texts = [
  'a',
  'A',
  'a ',
  'a',
  'A',
  'a ',
  '',
  '2026-03-01T12:00:00.000Z',
  'á',
  'a\u0301',
  'NEW',
  'ß',
  'ss',
  "it's 50%\\",
  ' ',
  '\u{1f511}',
] as const

export const scopes = ['a', 'A', '', 'a ', 'NEW', 'ß', 'b\na', '><'] as const

export const days = ['2026-03-01', '2026-02-28', '2026-03-02', '2024-02-29', '1999-12-31'] as const

export const instants = [
  '2026-03-01T12:00:00.000Z',
  '2026-03-01T11:59:59.999Z',
  '2026-03-01T12:00:00.001Z',
  '2026-02-28T23:59:59.000Z',
  '2031-01-01T00:00:00.500Z',
] as const

export const states = ['NEW', 'ACTIVE', 'OLD'] as const

export const roles = ['OWNER', 'owner', 'a', '2026-03-01T12:00:00.000Z'] as const
