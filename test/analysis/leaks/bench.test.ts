import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { eachDatabase } from '../../support/databases'
import { openRealAnalysis } from '../../support/real-bench'

/** What the database keeps as it is would never be tried, and no leak of it found; nothing else would tell. */
eachDatabase((_name, open) => {
  test('every row can be changed and removed on a bench, entries of the audit trail too', async () => {
    const database = await open()
    await fillDemoWorld(database)
    await expect(database.query('DELETE FROM audit_entries')).rejects.toThrow('append-only')
    const { runner } = await openRealAnalysis(database)
    await runner.startTransaction()
    try {
      await runner.query("UPDATE audit_entries SET action = 'changed'")
      await runner.query("DELETE FROM audit_entries WHERE action = 'changed'")
      expect(await runner.query('SELECT id FROM audit_entries')).toEqual([])
    } finally {
      await runner.rollbackTransaction()
    }
  })
})
