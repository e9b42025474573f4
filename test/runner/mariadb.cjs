/**
 * Before all tests: a MariaDB of their own, in memory, unless TEST_DATABASE_URL names one or TEST_DATABASES=sqlite wants none. After
 * them it is stopped and its folder removed. WHY in memory: a test file makes databases with all tables, and a server that waits for
 * the disk each time takes ten times as long. Nothing here tests what MariaDB keeps when it is killed itself.
 */
const { execFileSync, spawn } = require('node:child_process')
const { existsSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync } = require('node:fs')
const { createConnection, createServer } = require('node:net')
const { tmpdir, userInfo } = require('node:os')
const { delimiter, join } = require('node:path')

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 2_000_000_000
const START_SECONDS = 60
const SETTINGS = [
  '--skip-log-bin',
  '--innodb-flush-method=nosync',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
]
const ROOM = ['--max-connections=600', '--innodb-buffer-pool-size=512M', '--innodb-log-file-size=256M']
// Where Debian keeps mariadbd, for who is not root.
const PATH = [process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter)

module.exports = async function startMariadb() {
  if (process.env.TEST_DATABASE_URL !== undefined || process.env.TEST_DATABASES === 'sqlite') return
  if (!installed('mariadbd') || !installed('mariadb-install-db') || !installed('mariadb'))
    throw new Error(
      'The tests need MariaDB. Install `mariadb-server` and `mariadb-client`, name a server in TEST_DATABASE_URL, ' +
        'or set TEST_DATABASES=sqlite (not in CI).',
    )
  const folder = mkdtempSync(join(roomInMemory() ? MEMORY : tmpdir(), 'mandate-tests-'))
  const stop = stopOnceFor(folder)
  try {
    const port = await freePort()
    stop.server = launch(folder, port)
    await answering(port, stop.server)
    makeAccount(folder)
    process.env.TEST_DATABASE_URL = `mysql://mandate:mandate@127.0.0.1:${port}`
    globalThis.stopMariadb = stop
  } catch (problem) {
    const log = join(folder, 'log')
    const said = existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : ''
    await stop()
    throw new Error(`MariaDB for the tests did not start.\n${said}`, { cause: problem })
  }
}

function installed(program) {
  return PATH.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)))
}

function roomInMemory() {
  if (!existsSync(MEMORY)) return false
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > ENOUGH_BYTES
}

function common(folder) {
  return ['--no-defaults', `--user=${userInfo().username}`, `--datadir=${join(folder, 'data')}`]
}

function launch(folder, port) {
  const log = openSync(join(folder, 'log'), 'a')
  const options = { env: { ...process.env, PATH }, stdio: ['ignore', log, log] }
  execFileSync(
    'mariadb-install-db',
    [...common(folder), '--auth-root-authentication-method=normal', '--skip-test-db'],
    options,
  )
  const address = [`--socket=${join(folder, 'socket')}`, `--port=${port}`, '--bind-address=127.0.0.1']
  return spawn('mariadbd', [...common(folder), ...address, ...SETTINGS, ...ROOM], options)
}

function makeAccount(folder) {
  const accounts = ["'mandate'@'127.0.0.1'", "'mandate'@'localhost'"]
  const grants = accounts.map(
    (account) =>
      `CREATE USER ${account} IDENTIFIED BY 'mandate'; GRANT ALL ON \`mandate\\_%\`.* TO ${account};`,
  )
  const options = { env: { ...process.env, PATH }, input: grants.join('\n') }
  execFileSync('mariadb', ['--no-defaults', `--socket=${join(folder, 'socket')}`, '-uroot'], options)
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

async function answering(port, server) {
  for (let tries = START_SECONDS * 10; tries > 0; tries -= 1) {
    if (server.exitCode !== null) throw new Error(`mariadbd ended with code ${server.exitCode}`)
    if (await answers(port)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`mariadbd does not answer on port ${port} after ${START_SECONDS} seconds`)
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** INVARIANT: however the run ends, no server and no folder is left behind; a kill that cannot be caught excepted. */
function stopOnceFor(folder) {
  const leave = () => {
    stop.server?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  const interrupted = (signal) => {
    leave()
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  const stop = async () => {
    process.off('exit', leave)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, interrupted)
    const { server } = stop
    if (server !== undefined && server.exitCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      // WHY not asked to end in peace: nothing of it is kept.
      server.kill('SIGKILL')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  }
  process.on('exit', leave)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupted)
  return stop
}
