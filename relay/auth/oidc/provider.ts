import type { Configuration } from 'openid-client'

export interface ProviderSettings {
  issuer: string
  clientId: string
  clientSecret: string | null
  /** The text of its button. */
  name: string
}

/** What the browser keeps while the person is at the provider. */
export interface Attempt {
  state: string
  nonce: string
  verifier: string
}

/** A person as the provider describes them. */
export interface ProviderPerson {
  issuer: string
  subject: string
  username: string
  name: string
  /** Null if there is none or the provider does not vouch for it. */
  mail: string | null
}

/** The provider cannot be reached now. */
export class ProviderDown extends Error {
  override name = 'ProviderDown'
}

/** Loaded only when needed, because few relays use a provider. */
const library = () => import('openid-client')

const timeoutSeconds = 8
const scope = 'openid profile email'

/**
 * An OpenID Connect provider. Its configuration is loaded at each sign-in, so that nobody is sent to a provider that is
 * down.
 */
export const makeProvider = (settings: ProviderSettings, log: (line: string, error?: unknown) => void) => {
  let known: Configuration | null = null
  const look = async (): Promise<Configuration> => {
    try {
      known = await discover(settings)
      return known
    } catch (error) {
      throw new ProviderDown(`the provider ${settings.issuer} cannot be reached`, { cause: error })
    }
  }
  return {
    name: settings.name,

    /** Starts a sign-in and returns where to send the browser. Throws `ProviderDown`. */
    async begin(redirectUri: string): Promise<{ url: URL; attempt: Attempt }> {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } =
        await library()
      const configuration = await look()
      const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      })
      return { url, attempt }
    },

    /**
     * Finishes a sign-in with the URL to which the browser came back. Null if the provider vouches for nobody. Throws
     * `ProviderDown`.
     */
    async finish(cameBackTo: URL, { state, nonce, verifier }: Attempt): Promise<ProviderPerson | null> {
      const { AuthorizationResponseError, authorizationCodeGrant, fetchUserInfo } = await library()
      const configuration = known ?? (await look())
      try {
        const tokens = await authorizationCodeGrant(configuration, cameBackTo, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (!claims) return null
        const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined
        const more = hasMore ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : {}
        return readPerson(settings.issuer, claims.sub, { ...claims, ...more })
      } catch (error) {
        if (isOutOfReach(error)) throw new ProviderDown('the provider did not answer', { cause: error })
        // Any other error means that nobody was identified. A person who cancels at the provider is not logged; a wrong
        // secret is.
        if (!(error instanceof AuthorizationResponseError)) log('a sign-in at the provider failed', error)
        return null
      }
    },
  }
}
export type Provider = ReturnType<typeof makeProvider>

const discover = async ({ issuer, clientId, clientSecret }: ProviderSettings): Promise<Configuration> => {
  const { allowInsecureRequests, discovery } = await library()
  // The settings allow plain HTTP only for this machine.
  const execute = issuer.startsWith('http:') ? [allowInsecureRequests] : []
  return discovery(new URL(issuer), clientId, clientSecret ?? undefined, undefined, {
    execute,
    timeout: timeoutSeconds,
  })
}

/** `fetch` fails with a TypeError, and a timeout is a DOMException. Both may be wrapped as a cause. */
const isOutOfReach = (error: unknown): boolean =>
  error instanceof Error &&
  ((error instanceof TypeError && /fetch/.test(error.message)) ||
    error.name === 'TimeoutError' ||
    (error.cause !== undefined && isOutOfReach(error.cause)))

export const readPerson = (issuer: string, subject: string, claims: Record<string, unknown>): ProviderPerson => {
  const say = (name: string): string => (typeof claims[name] === 'string' ? claims[name].trim() : '')
  const mail = claims.email_verified === true ? say('email') : ''
  return {
    issuer,
    subject,
    username: say('preferred_username') || say('nickname') || say('name') || say('email').split('@')[0] || '',
    name: say('name'),
    mail: mail === '' ? null : mail,
  }
}
