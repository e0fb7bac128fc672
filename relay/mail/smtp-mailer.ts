import type { Transporter } from 'nodemailer'
import type { Mailer } from './mailer.ts'

const patienceMs = 10_000

/** Sends through a mail server. The library is loaded with the first letter, because most relays send few or none. */
export const smtpMailer = ({
  url,
  from,
}: {
  /** smtp:// or smtps://, with user and password where the server wants them. */
  url: string
  from: string
}): Mailer => {
  let opened: Promise<Transporter> | null = null
  const open = () => {
    opened ??= openTransport(url)
    return opened
  }
  return {
    goesBy: 'mail',
    send: async ({ to, subject, text }) => {
      // Given as an object, so that an address cannot add a second recipient or a header.
      await (await open()).sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    },
  }
}

const openTransport = async (url: string): Promise<Transporter> => {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    url,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    dnsTimeout: patienceMs,
  })
}
