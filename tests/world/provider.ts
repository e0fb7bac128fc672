import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const clientId = 'yabber'
export const clientSecret = 'a secret between the two of us'

export interface Claims {
  preferred_username?: string
  name?: string
  email?: string
  email_verified?: boolean
}

/** A small OpenID Connect provider without passwords: people are whoever they type as their login. */
export class LoginProvider {
  /** Claims by login. A login that is not listed has only itself as a claim. */
  people: Record<string, Claims> = {}
  readonly #server = createServer()
  #port = 0

  get issuer(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Starts it again on the same port after a stop. */
  async start(): Promise<this> {
    this.#server.removeAllListeners('request')
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
    this.#server.on('request', this.#provider().callback())
    return this
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #provider(): Provider {
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: ['http://127.0.0.1/'] }],
      cookies: { keys: ['a key of the tests'] },
      features: { devInteractions: { enabled: true } },
      claims: { profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
      findAccount: (_, login) => ({
        accountId: login,
        claims: () => ({ sub: `subject of ${login}`, preferred_username: login, ...this.people[login] }),
      }),
    })
    // The relay's port is not known until it runs, so the redirect is checked by its path alone.
    provider.Client.prototype.redirectUriAllowed = (uri: string) => uri.endsWith('/api/sign-in/oidc/callback')
    return provider
  }
}
