import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { until } from './until.ts'

/** A mail that was received. */
export interface Mail {
  from: string
  to: string[]
  headers: string
  text: string
}

/** A real mail server that delivers nothing. `login`: the user and password it requires from senders. */
export const startMailServer = async (login?: { user: string; pass: string }) => {
  const mails: Mail[] = []
  const server = new SMTPServer({
    // Nobody would trust its self-signed certificate.
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    authOptional: !login,
    ...(!login && { disabledCommands: ['AUTH'] }),
    onAuth: ({ username, password }, _, done) =>
      username === login?.user && password === login?.pass ? done(null, { user: username }) : done(new Error('no')),
    onData: async (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      mails.push({
        from,
        to: envelope.rcptTo.map(({ address }) => address),
        ...readMail(Buffer.concat(chunks).toString()),
      })
      done()
    },
  })
  // Ignore senders that disconnect in the middle of a mail.
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const credentials = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@` : ''
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`,
    mails,
    /** Waits for a mail to this address with this subject, and returns the newest. */
    async newest(to: string, subject: string): Promise<Mail> {
      const isIt = (mail: Mail) => mail.to.includes(to) && mail.headers.includes(`Subject: ${subject}`)
      await until(`a mail to ${to}: ${subject}`, () => mails.some(isIt))
      return mails.findLast(isIt) as Mail
    },
    stop: () => new Promise<void>((stopped) => server.close(stopped)),
  }
}
export type MailServer = Awaited<ReturnType<typeof startMailServer>>

/** The first link in a mail. */
export const linkIn = ({ text }: Mail): string => /https?:\/\/\S+/.exec(text)?.[0] ?? ''

const readMail = (raw: string): { headers: string; text: string } => {
  const at = raw.indexOf('\r\n\r\n')
  const headers = raw.slice(0, at)
  const body = raw.slice(at + 4)
  const encoding = /^content-transfer-encoding: *(\S+)/im.exec(headers)?.[1]?.toLowerCase()
  if (encoding === 'base64') return { headers, text: Buffer.from(body, 'base64').toString() }
  return { headers, text: encoding === 'quoted-printable' ? unquote(body) : body }
}

const unquote = (text: string): string => {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
