import { type AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { smtpMails } from '../../src/platform/mail/mail-transport'
import { failureReason } from '../../src/platform/outbox/send-mails'
import { type ReadMail, readMail } from './read-mail'
import { sampleMails, plantedMails } from './sample-mails'

interface Taken extends ReadMail {
  readonly from: string
  readonly to: readonly string[]
  readonly encrypted: boolean
}

/** A server on this machine: what it took, who signed in and how often somebody called. */
interface Post {
  readonly port: number
  readonly taken: Taken[]
  readonly signedIn: string[]
  calls(): number
  close(): Promise<void>
}

const servers: Post[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function post(kind: 'plain' | 'encrypted'): Promise<Post> {
  const taken: Taken[] = []
  const signedIn: string[] = []
  let calls = 0
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    // Its own certificate is signed by nobody.
    disabledCommands: kind === 'plain' ? ['STARTTLS'] : [],
    logger: false,
    onConnect: (_session, done) => {
      calls += 1
      done()
    },
    onAuth: ({ username, password }, _session, done) => {
      signedIn.push(`${username} ${password}`)
      done(null, { user: username })
    },
    onRcptTo: ({ address }, _session, done) => {
      const refusal = Object.assign(new Error(`No such mailbox: ${address}`), { responseCode: 550 })
      done(address.startsWith('nobody') ? refusal : null)
    },
    onData: (stream, { envelope, secure }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope
        taken.push({
          ...readMail(Buffer.concat(chunks)),
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          encrypted: secure,
        })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  const { port } = server.server.address() as AddressInfo
  const made: Post = {
    port,
    taken,
    signedIn,
    calls: () => calls,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  servers.push(made)
  return made
}

const [, sample] = sampleMails[0] ?? []
if (sample === undefined) throw new Error('No sample')

const failureOf = (sending: Promise<void>): Promise<unknown> =>
  sending.then(
    () => 'sent',
    (problem: unknown) => problem,
  )

test.each(sampleMails)('a mail in %s arrives as it was written', async (locale, mail) => {
  const server = await post('plain')
  await smtpMails(`smtp://127.0.0.1:${server.port}`).send(mail)
  const [taken, ...more] = server.taken
  expect(more).toEqual([])
  expect(taken).toMatchObject({ from: 'no-reply@hosting.example', to: [`${locale}@example.com`] })
  expect(taken?.text.trimEnd()).toBe(mail.text.trimEnd())
  expect(Object.fromEntries(taken?.headers ?? [])).toMatchObject({
    from: 'Hébergement Exemplaire <no-reply@hosting.example>',
    to: `${locale}@example.com`,
    subject: mail.subject,
    'message-id': mail.messageId,
    'content-type': 'text/plain; charset=utf-8',
  })
})

test('a sender’s name is a name, whatever it looks like', async () => {
  const server = await post('plain')
  const from = { name: 'Müller, Söhne <x@y.example> "AG"', address: 'a@hosting.example' }
  await smtpMails(`smtp://127.0.0.1:${server.port}`).send({ ...sample, from })
  const [taken] = server.taken
  expect(taken?.from).toBe('a@hosting.example')
  expect(taken?.headers.get('from')?.replace(/[\\"]/g, '')).toBe(
    `${from.name.replaceAll('"', '')} <a@hosting.example>`,
  )
})

test('signs in with the name and password of the address', async () => {
  const server = await post('plain')
  await smtpMails(`smtp://mandate%40x:p%40ss%2Fword@127.0.0.1:${server.port}`).send(sample)
  expect(server.signedIn).toEqual(['mandate@x p@ss/word'])
  expect(server.taken).toHaveLength(1)
})

test('a password leaves this machine encrypted or not at all', async () => {
  const server = await post('plain')
  const refusal = await failureOf(smtpMails(`smtp://me:secret@127.0.0.2:${server.port}`).send(sample))
  expect(failureReason(refusal)).toBe('ETLS 500')
  expect([server.calls(), server.signedIn, server.taken]).toEqual([1, [], []])
})

test('a server that cannot show who it is gets neither the password nor the mail', async () => {
  const server = await post('encrypted')
  const refusal = await failureOf(smtpMails(`smtp://me:secret@127.0.0.1:${server.port}`).send(sample))
  expect(String(refusal)).toMatch(/certificate/)
  expect([server.signedIn, server.taken]).toEqual([[], []])
})

test('a refused recipient is a failure, of which the log names the kind', async () => {
  const server = await post('plain')
  const mail = { ...sample, to: 'nobody@example.com' }
  const refusal = await failureOf(smtpMails(`smtp://127.0.0.1:${server.port}`).send(mail))
  expect(String(refusal)).toContain('nobody@example.com')
  expect(failureReason(refusal)).toBe('EENVELOPE 550')
})

test('a server that is not there is a failure at once', async () => {
  const server = await post('plain')
  await server.close()
  servers.length = 0
  const refusal = await failureOf(smtpMails(`smtp://127.0.0.1:${server.port}`).send(sample))
  expect(failureReason(refusal)).toMatch(/^(ESOCKET|ECONNECTION|ECONNREFUSED)$/)
})

test.each(plantedMails)('refused before anybody is called: %s', async (_what, planted) => {
  const server = await post('plain')
  const refusal = await failureOf(
    smtpMails(`smtp://127.0.0.1:${server.port}`).send({ ...sample, ...planted }),
  )
  expect(refusal).toBeInstanceOf(TypeError)
  expect(server.calls()).toBe(0)
})
