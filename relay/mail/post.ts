import type { Accounts } from '../auth/accounts.ts'
import { cleanMail } from '../auth/fields.ts'
import type { Holder } from '../auth/mail/mail-claims.ts'
import { RateLimit } from '../pace/rate-limit.ts'
import { confirmLetter, movedLetter, resetLetter } from './letters.ts'
import type { Letter, Mailer } from './mailer.ts'

/** How many accounts one letter names, even if more use the address. */
const mostNamed = 3

/**
 * All mail that the relay sends. Letters are written after the request has its answer, so the time taken reveals
 * neither a slow mail server nor whether an account exists.
 */
export const makePost = ({
  accounts,
  mailer,
  origin,
  now,
  log,
}: {
  accounts: Accounts
  mailer: Mailer
  /** The public address of the app, for links. */
  origin(): string
  now(): number
  log(line: string, error?: unknown): void
}) => {
  const { links, mails, people } = accounts
  // Limits the letters to one address, however many accounts name it and whoever asks.
  const lettersOfMail = new RateLimit({ burst: 5, everyMs: 10 * 60_000 }, now)
  const underWay = new Set<Promise<void>>()

  const later = (what: string, work: () => Promise<void>): void => {
    const done = new Promise((answered) => setImmediate(answered))
      .then(work)
      .catch((error) => log(`${what} was not sent`, error))
      .finally(() => underWay.delete(done))
    underWay.add(done)
  }
  const send = async (kind: 'confirm' | 'reset' | 'moved', letter: Letter): Promise<void> => {
    // Counted by kind. Otherwise, asking for password resets could keep people from confirming their address.
    if (lettersOfMail.take(`${kind} ${letter.to}`) > 0)
      return log(`a letter to ${letter.to} was not sent, because the limit for that address is reached`)
    await mailer.send(letter)
  }
  const confirmationFor = async (user: string, mail: string): Promise<void> => {
    const person = await people.byId(user)
    if (!person) return
    const { token } = await links.make({ kind: 'mail', user, mail })
    await send('confirm', confirmLetter(mail, { username: person.username, link: `${origin()}/confirm#${token}` }))
  }
  const resetLink = async ({ user, mail }: { user: string; mail?: string }) => {
    const made = await links.make({ kind: 'reset', user, ...(mail !== undefined && { mail }) })
    return { link: `${origin()}/reset#${made.token}`, expires: made.expires }
  }
  /** The accounts that a login may mean, each with its mail address. */
  const holdersOf = async (login: string): Promise<Holder[]> => {
    if (login.includes('@')) return mails.holders(login, mostNamed)
    const person = await people.byUsername(login)
    const mail = person ? await mails.of(person.id) : ''
    return person && mail ? [{ user: person.id, username: person.username, mail }] : []
  }
  const reset = async (login: string): Promise<void> => {
    const holders = await holdersOf(login)
    // An unknown login writes to the disk too, so that it takes as long as a known one.
    if (holders.length === 0) await links.make({ kind: 'reset', user: null })
    const named = []
    for (const holder of holders) named.push({ username: holder.username, ...(await resetLink(holder)) })
    const to = holders[0]?.mail
    if (to !== undefined) await send('reset', resetLetter(to, named))
  }

  return {
    goesBy: mailer.goesBy,
    /** Sends a reset link for a user name or mail address, if it is known. */
    forgotten: (login: string): void => later('a password reset link', () => reset(login)),
    /** Asks the user to confirm the address. */
    confirm: (user: string, mail: string): void =>
      later('a confirmation', () => confirmationFor(user, cleanMail(mail))),
    moved: (username: string, from: string): void =>
      later('a notice of a changed e-mail', () => send('moved', movedLetter(from, username))),
    /** A link for an admin to pass on. */
    resetLink,
    /** Resolves when no letter is being sent. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
export type Post = ReturnType<typeof makePost>
