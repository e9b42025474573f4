import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const root = resolve(__dirname, '../..')

it('`npm run dev` answers, and answers again after a policy was saved', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-dev-'))
  // A group of its own: npm, the watching process and the gateway end together.
  const child = spawn('npm', ['run', '-s', 'dev'], {
    cwd: root,
    detached: true,
    env: {
      ...process.env,
      PORT: '0',
      DEMO: 'true',
      NODE_ENV: 'development',
      LOG_LEVEL: 'error',
      DATABASE_URL: `sqlite:${join(folder, 'dev.db')}`,
      DATA_DIR: folder,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  try {
    const urls = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    expect(await healthOf(urls)).toBe(200)
    const now = new Date()
    utimesSync(join(root, 'policies/invoice.policy.yaml'), now, now)
    expect(await healthOf(urls)).toBe(200)
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)

/** The status of `/healthz` where the next line says that the gateway answers. */
async function healthOf(lines: AsyncIterator<string>): Promise<number> {
  for (;;) {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('`npm run dev` ended before it answered')
    const url = /Mandate answers on (\S+)/.exec(value)?.[1]
    if (url !== undefined) return (await fetch(`${url}/healthz`)).status
  }
}
