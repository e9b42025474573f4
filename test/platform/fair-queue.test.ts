import { FairQueue, QueueFull } from '../../src/platform/fair-queue'

const settled = () => new Promise(setImmediate)

/** Work that ends when the test ends it, and notes when it begins. */
function worker(begun: string[]) {
  const ends: (() => void)[] = []
  return {
    work: (name: string) => () => {
      begun.push(name)
      return new Promise<string>((resolve) => ends.push(() => resolve(name)))
    },
    endNext: async () => {
      await settled()
      ends.shift()?.()
      await settled()
    },
  }
}

test('who sends much delays who sends little by one piece of work', async () => {
  const begun: string[] = []
  const { work, endNext } = worker(begun)
  const queue = new FairQueue({ atOnce: 1, atOncePerKey: 1, waiting: 100, waitingPerKey: 50 })
  const flood = Array.from({ length: 30 }, (_none, at) => queue.run('flood', work(`flood ${at}`)))
  const other = queue.run('other', work('other'))
  await endNext()
  expect(begun).toEqual(['flood 0', 'other'])
  for (let turn = 0; turn < 31; turn += 1) await endNext()
  expect(await Promise.all([...flood, other])).toHaveLength(31)
  expect(begun).toHaveLength(31)
})

test('one key holds no more than its share, and what it leaves is taken', async () => {
  const begun: string[] = []
  const { work, endNext } = worker(begun)
  const queue = new FairQueue({ atOnce: 3, atOncePerKey: 2, waiting: 100, waitingPerKey: 50 })
  const all = ['a', 'a', 'a', 'b', 'c'].map((key, at) => queue.run(key, work(`${key}${at}`)))
  await settled()
  expect(begun).toEqual(['a0', 'a1', 'b3'])
  await endNext()
  expect(begun).toEqual(['a0', 'a1', 'b3', 'c4'])
  for (let turn = 0; turn < 5; turn += 1) await endNext()
  expect(await Promise.all(all)).toHaveLength(5)
})

test('what is too much is refused at once, for one key and for all', async () => {
  const { work, endNext } = worker([])
  const queue = new FairQueue({ atOnce: 1, atOncePerKey: 1, waiting: 3, waitingPerKey: 2 })
  const run = (key: string) => queue.run(key, work(key))
  const kept = [run('a'), run('a'), run('a')]
  await expect(run('a')).rejects.toThrow(QueueFull)
  kept.push(run('b'))
  await expect(run('c')).rejects.toThrow(QueueFull)
  for (let turn = 0; turn < 4; turn += 1) await endNext()
  expect(await Promise.all(kept)).toEqual(['a', 'a', 'a', 'b'])
  const again = run('c')
  await endNext()
  expect(await again).toBe('c')
})

test('who gives up leaves the queue, and a failure frees its place', async () => {
  const begun: string[] = []
  const { work, endNext } = worker(begun)
  const queue = new FairQueue({ atOnce: 1, atOncePerKey: 1, waiting: 10, waitingPerKey: 10 })
  const first = queue.run('a', work('first'))
  const leaving = new AbortController()
  const left = queue.run('a', work('left'), leaving.signal)
  const failing = queue.run('a', () => Promise.reject(new Error('no')))
  const last = queue.run('a', work('last'))
  leaving.abort(new Error('gone'))
  await expect(left).rejects.toThrow('gone')
  await endNext()
  await expect(failing).rejects.toThrow('no')
  await endNext()
  expect(await Promise.all([first, last])).toEqual(['first', 'last'])
  expect(begun).toEqual(['first', 'last'])
})
