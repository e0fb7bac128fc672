/** One mail, plain text. */
export interface Letter {
  to: string
  subject: string
  text: string
  /** The links in it, each with what it is for. */
  links: readonly string[]
}

/** How letters leave the relay. */
export interface Mailer {
  /** `log`: no mail server is set, so what a letter holds is written to the relay's log instead. */
  goesBy: 'mail' | 'log'
  /** Rejects where the letter was not taken. */
  send(letter: Letter): Promise<void>
}

/** For a relay without a mail server: whoever reads its log hands the links out. */
export const logMailer = (log: (line: string) => void): Mailer => ({
  goesBy: 'log',
  send: async ({ to, subject, links }) => {
    for (const link of links) log(`no mail server is set, so this was not sent to ${to}: ${subject}: ${link}`)
  },
})
