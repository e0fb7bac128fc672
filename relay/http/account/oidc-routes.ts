import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { pathInApp } from '../../../shared/way-on.ts'
import type { Accounts } from '../../auth/accounts.ts'
import { type Attempt, type Provider, ProviderDown } from '../../auth/oidc/provider.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import type { Env } from '../server/context.ts'
import type { IsOwnOrigin } from '../server/guard.ts'
import type { SignIn } from './welcome.ts'

export interface OidcRouteParts {
  accounts: Accounts
  /** Null if no provider is set up. */
  provider: Provider | null
  enter: SignIn
  isOwnOrigin: IsOwnOrigin
  /** The public address of the relay. */
  origin(): string
  network(context: Context<Env>): string
  now(): number
  log(line: string, error?: unknown): void
}

interface Journey extends Attempt {
  origin: string
  to: string
  invitation: string
}
type Trouble = 'down' | 'refused' | 'expired' | 'closed' | 'invitation'

const cookieName = 'yabber.oidc'
const cookiePath = '/api/sign-in/oidc'
const lastsSeconds = 10 * 60

/**
 * Sends the browser to the provider and takes it back. The browser itself navigates here, so all answers are redirects.
 */
export const oidcRoutes = (parts: OidcRouteParts) => {
  const { accounts, provider, enter, network, now, log } = parts
  const routes = new Hono<Env>()
  if (provider === null) return routes
  const journeysOfNetwork = new RateLimit({ burst: 60, everyMs: 5_000 }, now)

  const backWith = (context: Context<Env>, trouble: Trouble, to: string) => {
    const door = trouble === 'invitation' ? 'sign-up' : 'sign-in'
    return context.redirect(`/${door}?${new URLSearchParams({ trouble, to })}`)
  }
  const keep = (context: Context<Env>, journey: Journey) => {
    const sealed = accounts.seal(cookieName, JSON.stringify(journey), now() + lastsSeconds * 1_000)
    const secure = journey.origin.startsWith('https:')
    setCookie(context, cookieName, sealed, {
      path: cookiePath,
      maxAge: lastsSeconds,
      httpOnly: true,
      // Lax, not Strict, because the browser comes back from the provider's page.
      sameSite: 'Lax',
      secure,
    })
  }
  const kept = (context: Context<Env>): Journey | null => {
    const text = accounts.unseal(cookieName, getCookie(context, cookieName) ?? '')
    return text === null ? null : (JSON.parse(text) as Journey)
  }
  const failed = (context: Context<Env>, error: unknown, to: string) => {
    if (!(error instanceof ProviderDown)) throw error
    log(error.message, error.cause)
    return backWith(context, 'down', to)
  }

  return routes
    .use('/sign-in/oidc/*', async (context, next) => {
      const afterMs = journeysOfNetwork.take(network(context))
      return afterMs > 0 ? backWith(context, 'down', '/') : next()
    })
    .get('/sign-in/oidc', async (context) => {
      const to = pathInApp(context.req.query('to'))
      const origin = originOf(context, parts)
      try {
        const { url, attempt } = await provider.begin(`${origin}${cookiePath}/callback`)
        keep(context, { ...attempt, origin, to, invitation: context.req.query('invitation')?.slice(0, 64) ?? '' })
        return context.redirect(url.href)
      } catch (error) {
        return failed(context, error, to)
      }
    })
    .get('/sign-in/oidc/callback', async (context) => {
      const journey = kept(context)
      deleteCookie(context, cookieName, { path: cookiePath })
      if (!journey) return backWith(context, 'expired', '/')
      const { to, origin, invitation } = journey
      try {
        const here = new URL(`${origin}${cookiePath}/callback${new URL(context.req.url).search}`)
        const person = await provider.finish(here, journey)
        if (!person) return backWith(context, 'refused', to)
        const session = await accounts.signInByProvider(person, invitation)
        if (typeof session === 'string') return backWith(context, session, to)
        if (!(await enter(context, session))) return backWith(context, 'refused', to)
        return context.redirect(`/sign-in/back?${new URLSearchParams({ to })}`)
      } catch (error) {
        return failed(context, error, to)
      }
    })
}

/** The browser must come back to the same host name it left from, or it would not send its cookies. */
const originOf = (context: Context<Env>, { isOwnOrigin, origin }: OidcRouteParts): string => {
  const host = context.req.header('host') ?? ''
  return [`https://${host}`, `http://${host}`].find(isOwnOrigin) ?? origin()
}
