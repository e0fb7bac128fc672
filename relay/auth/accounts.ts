import type { SignedOutReason } from '../../shared/signed-out.ts'
import { openingDatabase } from '../base/cannot-start.ts'
import type { Registration } from '../config/config.ts'
import { makeDeletions } from './account/deleting.ts'
import { guardLooks } from './account/look-alike-names.ts'
import { newAccounts } from './account/new-account.ts'
import { makePeople } from './account/people.ts'
import { makeSignUp } from './account/sign-up.ts'
import { makeRename } from './account/usernames.ts'
import { makeAdmins } from './admin/admins.ts'
import { makeEnding } from './admin/ending.ts'
import { openAccountsDatabase } from './database.ts'
import { type Engine, makeEngine, migrateEngine } from './engine.ts'
import { makeInvitations } from './links/invitations.ts'
import { makeOneUseLinks } from './links/one-use-links.ts'
import { type WorthOfLink, withRoomLinks } from './links/room-links.ts'
import { makeMailClaims } from './mail/mail-claims.ts'
import { makeProviderSignIn } from './oidc/provider-sign-in.ts'
import { makeOwnTables } from './own-tables.ts'
import { makePasskeys } from './passkey/passkeys.ts'
import type { Hashing } from './password/hashing.ts'
import { makePasswords } from './password/passwords.ts'
import type { CredentialHeaders } from './session/credentials.ts'
import { makeOpenSession } from './session/open-session.ts'
import { makeOwnProof } from './session/own-proof.ts'
import { makeSessionEnds, type SessionEnds } from './session/session-ends.ts'
import { makeSessionUse } from './session/session-use.ts'
import { makeSessions, type Sessions } from './session/sessions.ts'
import { makeSignIn } from './session/sign-in.ts'
import { readToken, signToken } from './session/signed-token.ts'

export interface AccountsParts {
  /** Path of the database file. */
  file: string
  secret: string
  registration: Registration
  secureCookies: boolean
  passwords: Hashing
  now(): number
  sessionEnded(session: string): void
  userEnded(user: string): void
  /** Without it, no link into a room can create an account. */
  worthOfLink?: WorthOfLink
}

const nothing: WorthOfLink = async () => 0

/** Everything about who people are: accounts, sign-in sessions and their devices, invitations. */
export const openAccounts = (parts: AccountsParts) => openingDatabase(parts.file, () => open(parts))

const open = async (parts: AccountsParts) => {
  const { file, secret, registration, now } = parts
  const client = await openAccountsDatabase(file)
  const engineParts = { ...parts, client }
  await migrateEngine(engineParts)
  await makeOwnTables(client)
  await guardLooks(client)
  const engine = makeEngine(engineParts)
  const cookieName = (await engine.$context).authCookies.sessionToken.name
  const sessions = makeSessions({ client, secret, cookieName, now })
  const people = makePeople(client)
  const mails = makeMailClaims(client, now)
  const invitations = withRoomLinks(client, makeInvitations(client, now), parts.worthOfLink ?? nothing)
  const links = makeOneUseLinks(client, now)
  const use = makeSessionUse(client, now)
  const ends = makeSessionEnds(client, now, parts.sessionEnded)
  const openSession = makeOpenSession(engine)
  const makeNewAccount = newAccounts(engine, people)
  const passwords = makePasswords({ client, hashing: parts.passwords, people, mails, links, ends, now })
  return {
    registration,
    secureCookies: parts.secureCookies,
    sessions,
    people,
    admins: makeAdmins(client),
    mails,
    invitations,
    links,
    use,
    ends,
    passwords,
    rename: makeRename(client, people),
    isThemselves: makeOwnProof(passwords, use, now),
    signUp: makeSignUp({ engine, registration, people, mails, invitations }),
    signIn: makeSignIn({ engine, people, mails, passwords: parts.passwords, isSet: passwords.isSet }),
    signOut: makeSignOut(engine, sessions, ends),
    openSession,
    makeNewAccount,
    signInByProvider: makeProviderSignIn({ client, registration, invitations, mails, makeNewAccount, openSession }),
    /**
     * Signs text that a browser keeps for the relay. Nobody else can have written it, and it is valid for one purpose
     * only.
     */
    seal: (purpose: string, text: string, expires: number) => signToken(secret, purpose, text, expires),
    unseal: (purpose: string, sealed: string) => readToken(secret, purpose, sealed, now()),
    /** Why the session in these credentials is not live. Null if they hold no session of this relay. */
    whySignedOut: async (credentials: CredentialHeaders): Promise<SignedOutReason | null> => {
      const token = sessions.tokenIn(credentials)
      return token === null ? null : ends.why(token)
    },
    passkeys: makePasskeys({ client, people, openSession, now }),
    prolong: makeProlong(engine, sessions),
    end: makeEnding(client, now, parts.userEnded),
    deletions: makeDeletions(client, people),
    close: () => client.close(),
  }
}
export type Accounts = Awaited<ReturnType<typeof openAccounts>>

/** Ends this sign-in session, or all sessions of the account. Returns the headers that remove the cookie. */
const makeSignOut =
  (engine: Engine, sessions: Sessions, ends: SessionEnds) =>
  async (credentials: CredentialHeaders, everywhere: boolean): Promise<Headers> => {
    const me = everywhere ? await sessions.find(credentials) : null
    if (me) await ends.all(me.user, 'elsewhere')
    const { headers } = await engine.api.signOut({ headers: sessions.asCookie(credentials), returnHeaders: true })
    // better-auth ignores a failed deletion, for example on a full disk.
    if (await sessions.find(credentials)) throw new Error('could not end a sign-in session')
    return headers
  }

/**
 * Keeps people signed in who come back regularly: once a day the session gets a new expiry, and the headers hold a new
 * cookie.
 */
const makeProlong =
  (engine: Engine, sessions: Sessions) =>
  async (credentials: CredentialHeaders): Promise<Headers> => {
    const { headers } = await engine.api.getSession({ headers: sessions.asCookie(credentials), returnHeaders: true })
    return headers
  }
