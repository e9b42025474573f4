import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How long each attack lasts, and over how many connections. INVARIANT: bounded, and against 127.0.0.1 alone. */
const SECONDS = 4
const CONNECTIONS = 10
const PASSWORD = 'mandate-demo'

interface Attack {
  readonly name: string
  readonly signedIn: boolean
  /** A body for each request: numbered, so that nothing that remembers documents helps. */
  readonly body: (at: number) => object
}

const times = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ')
const some = (at: number): object => ({
  products: { some: { orders: { some: { id: { eq: `Order:${at}` } } } } },
})
const FILTERED =
  'query ($f: OrganisationFilter) { organisations(first: 20, filter: $f) { totalCount nodes { id } } }'
const every = {
  products: { every: { orders: { every: { lines: { every: { description: { eq: 'x' } } } } } } },
}

const attacks: readonly Attack[] = [
  { name: 'nobody', signedIn: false, body: () => ({ query: '{ viewer { role } }' }) },
  {
    name: '12 kB of overlapping fields',
    signedIn: false,
    body: (at) => ({ query: `{ viewer { ${times(600, () => 'user{name email id}')} } } # ${at}` }),
  },
  {
    name: 'documents that are refused',
    signedIn: false,
    body: (at) => ({ query: `{ ${times(900, (n) => `no${at}x${n}`)} }` }),
  },
  { name: 'three nested every', signedIn: true, body: () => ({ query: FILTERED, variables: { f: every } }) },
  {
    name: 'or of 300 nested some',
    signedIn: true,
    body: () => ({
      query: FILTERED,
      variables: { f: { or: Array.from({ length: 300 }, (_, at) => some(at)) } },
    }),
  },
  {
    name: '30 aliases of changePassword',
    signedIn: true,
    body: () => ({
      query: `mutation { ${times(30, (n) => `a${n}: changePassword(input: { currentPassword: "no ${n}", newPassword: "phrase number ${n}" }) { userErrors { code } }`)} }`,
    }),
  },
]

void main()

/** Starts a gateway of its own over the demo world, attacks it, and times the trivial read of somebody else meanwhile. */
async function main(): Promise<void> {
  const root = process.argv[2] ?? process.cwd()
  const data = mkdtempSync(join(tmpdir(), 'mandate-attacks-'))
  const port = 4000 + (process.pid % 20_000)
  const environment = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: data,
    DATABASE_URL: `sqlite:${data}/demo.db`,
    LOG_LEVEL: 'silent',
    JOBS: 'off',
  }
  const server = spawn('node', ['-r', '@swc-node/register', 'src/main.ts', 'serve'], {
    cwd: root,
    env: environment,
    stdio: 'ignore',
  })
  try {
    const url = `http://127.0.0.1:${port}/graphql`
    await until(() =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    const attacker = await session(url, 'nina.keller@lakeside-hotel.example')
    const victim = await session(url, 'urs.gerber@birkenhof.example')
    console.log(`${'attack'.padEnd(32)} ${'answers'.padStart(8)}   trivial read of another: median, worst`)
    for (const attack of attacks) await measure(url, attack, { attacker, victim })
  } finally {
    server.kill('SIGKILL')
    rmSync(data, { recursive: true, force: true })
  }
}

interface People {
  readonly attacker: Headers
  readonly victim: Headers
}

type Headers = Readonly<Record<string, string>>

async function measure(url: string, attack: Attack, { attacker, victim }: People): Promise<void> {
  const end = performance.now() + SECONDS * 1000
  let answers = 0
  let at = 0
  const attacking = Array.from({ length: CONNECTIONS }, async () => {
    while (performance.now() < end) {
      await post(url, attack.body((at += 1)), attack.signedIn ? attacker : {})
      answers += 1
    }
  })
  const latencies: number[] = []
  while (performance.now() < end) {
    const begun = performance.now()
    await post(url, { query: '{ viewer { role } }' }, victim)
    latencies.push(performance.now() - begun)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await Promise.race([Promise.all(attacking), new Promise((resolve) => setTimeout(resolve, 20_000))])
  latencies.sort((one, other) => one - other)
  const [median, worst] = [
    latencies[Math.floor(latencies.length / 2)] ?? Number.NaN,
    latencies.at(-1) ?? Number.NaN,
  ]
  console.log(
    `${attack.name.padEnd(32)} ${String(answers).padStart(8)} ${median.toFixed(0).padStart(27)} ms ${worst.toFixed(0).padStart(6)} ms`,
  )
}

async function session(url: string, email: string): Promise<Headers> {
  const query = 'mutation ($i: SignInInput!) { signIn(input: $i) { sessionToken } }'
  const answer = (await post(url, { query, variables: { i: { email, password: PASSWORD } } }, {})) as {
    data?: { signIn?: { sessionToken?: string | null } }
  }
  return { authorization: `Bearer ${answer.data?.signIn?.sessionToken ?? ''}` }
}

async function post(url: string, body: object, headers: Headers): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
    return await response.json()
  } catch {
    return {}
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 120 && !(await holds()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 500))
}
