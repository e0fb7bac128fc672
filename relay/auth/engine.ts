import { randomBytes } from 'node:crypto'
import type { Client } from '@libsql/client'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { bearer } from 'better-auth/plugins/bearer'
import { username } from 'better-auth/plugins/username'
import { longestUsername, shortestUsername, usernameShape } from '../../shared/names/username.ts'
import { libsqlDialect } from './dialect.ts'
import { longestPassword, shortestPassword } from './fields.ts'
import type { Hashing } from './password/hashing.ts'

const day = 24 * 3_600

export interface EngineParts {
  client: Client
  secret: string
  secureCookies: boolean
  passwords: Hashing
  /** Called after a session has left the database. */
  sessionEnded(session: string): void
}

/**
 * better-auth behind our own routes. We call only its functions, and nobody can reach its HTTP handler. So its rate
 * limits, origin checks and client addresses do not apply; ours do (relay/http).
 */
export const makeEngine = (parts: EngineParts) => betterAuth(engineOptions(parts))
export type Engine = ReturnType<typeof makeEngine>

export const migrateEngine = async (parts: EngineParts): Promise<void> => {
  const { runMigrations } = await getMigrations(engineOptions(parts))
  await runMigrations()
}

const engineOptions = ({ client, secret, secureCookies, passwords, sessionEnded }: EngineParts) =>
  ({
    appName: 'Yabber',
    baseURL: 'http://relay.invalid',
    secret,
    database: { dialect: libsqlDialect(client), type: 'sqlite', transaction: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      password: passwords,
    },
    // No cookie cache, so that a session that was ended is refused at the next request.
    session: { expiresIn: 60 * day, updateAge: day, cookieCache: { enabled: false } },
    user: { additionalFields: { admin: { type: 'boolean', required: false, defaultValue: false, input: false } } },
    plugins: [
      username({
        minUsernameLength: shortestUsername,
        maxUsernameLength: longestUsername,
        usernameValidator: (name) => usernameShape.test(name),
      }),
      bearer({ requireSignature: true }),
    ],
    databaseHooks: { session: { delete: { after: async ({ id }) => sessionEnded(id) } } },
    advanced: {
      cookiePrefix: 'yabber',
      useSecureCookies: secureCookies,
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => randomBytes(16).toString('base64url') },
    },
  }) satisfies BetterAuthOptions
