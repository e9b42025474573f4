import { inOrderOfFields } from '../../src/read/redactions'

describe('the errors of an answer', () => {
  const late = { message: 'late', path: ['partner', 'name'] }
  const early = { message: 'early', path: ['viewer', 'user'] }
  const second = { message: 'second', path: ['viewer', 'role'] }

  it('stand in the order of the root fields, whichever of them was read first', () => {
    expect(inOrderOfFields([late, early, second], { viewer: {}, partner: {} })).toEqual([early, second, late])
  })

  it('stay where there are no data, and errors without a path come first', () => {
    expect(inOrderOfFields([late, early], null)).toEqual([late, early])
    expect(
      inOrderOfFields<{ message: string; path?: string[] }>([late, { message: 'all' }], { partner: null }),
    ).toEqual([{ message: 'all' }, late])
  })
})
