import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A gateway in a process of its own, as `npm start` runs it. */
export interface KillableGateway {
  readonly url: string
  /** SIGKILL: no handler runs, nothing is flushed. Resolves when the process is gone. */
  kill(): Promise<void>
}

const root = join(__dirname, '..', '..')

/** Starts a gateway and waits until it says where it answers. */
export async function startKillable(environment: Readonly<Record<string, string>>): Promise<KillableGateway> {
  const child = spawn(process.execPath, ['-r', '@swc-node/register', 'src/main.ts', 'serve'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      LOG_LEVEL: 'error',
      NODE_ENV: 'development',
      DEMO: 'true',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { url: await urlOf(child), kill: () => killed(child) }
}

async function urlOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The gateway cannot be heard')
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /Mandate answers on (\S+)/.exec(line)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('The gateway ended before it answered')
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
