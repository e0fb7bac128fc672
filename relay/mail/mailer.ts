/** One mail, plain text. */
export interface Letter {
  to: string
  subject: string
  text: string
  /** The links in the letter, each with what it is for. */
  links: readonly string[]
}

/** How the relay sends letters. */
export interface Mailer {
  /** `log`: no mail server is set, so the links of each letter go to the relay's log. */
  goesBy: 'mail' | 'log'
  /** Rejects if the letter was not accepted. */
  send(letter: Letter): Promise<void>
}

/** For a relay without a mail server: whoever reads its log passes the links on. */
export const logMailer = (log: (line: string) => void): Mailer => ({
  goesBy: 'log',
  send: async ({ to, subject, links }) => {
    for (const link of links) log(`no mail server is set, so this was not sent to ${to}: ${subject}: ${link}`)
  },
})
