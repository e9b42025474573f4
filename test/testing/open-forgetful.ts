import { policyParts } from '../../src/app/policy-parts'

/** Opens a database that keeps no row that is put into it: whatever a case tells of a world, SQL finds nothing of it. */
export const openForgetful: typeof policyParts.open = async (address, settings) => {
  const dataSource = await policyParts.open(address, settings)
  const create = dataSource.createQueryRunner.bind(dataSource)
  const forgetful = new WeakSet<object>()
  jest.spyOn(dataSource, 'createQueryRunner').mockImplementation(() => {
    // SQLite has one runner, which is given out again and again.
    const runner = create()
    if (forgetful.has(runner)) return runner
    forgetful.add(runner)
    const query = runner.query.bind(runner)
    jest
      .spyOn(runner, 'query')
      .mockImplementation((text, given) =>
        text.startsWith('INSERT') ? Promise.resolve() : query(text, given),
      )
    return runner
  })
  return dataSource
}
