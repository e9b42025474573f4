import 'reflect-metadata'
import { openDatabaseAt } from '../../ormconfig'
import { gatewayOn } from '../support/gateway-on'

/** What a gateway process took at most since it was last asked, in bytes. */
export interface Memory {
  /** Of the whole process. */
  readonly resident: number
  /** What was still in use right after the garbage was collected. */
  readonly live: number
}

/** A gateway in a process of its own: says where it is, then, whenever it is asked, how much memory it took. */
async function main(url: string): Promise<void> {
  const database = await openDatabaseAt(url, { connections: 4, statementTimeoutSeconds: 60 })
  const gateway = await gatewayOn(database)
  let most: Memory = { resident: 0, live: 0 }
  const look = (): void => {
    globalThis.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    most = { resident: Math.max(most.resident, rss), live: Math.max(most.live, heapUsed) }
  }
  setInterval(look, 400)
  process.on('message', () => {
    look()
    process.send?.(most)
    most = { resident: 0, live: 0 }
  })
  process.once('disconnect', () => process.exit())
  process.send?.({ url: gateway.url, headers: await gateway.headersOf('partner-switched') })
}

if (require.main === module) void main(process.argv[2] ?? '')
