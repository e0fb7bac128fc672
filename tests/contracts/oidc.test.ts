import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clientId, clientSecret, LoginProvider } from '../world/provider.ts'
import { type Options, olga, type StartedDoor, startDoor } from './door.ts'
import { makeSurfer, type Surfer } from './surfer.ts'

const provider = new LoginProvider()
let door: StartedDoor

beforeAll(() => provider.start())
beforeEach(() => {
  provider.people = {}
})
afterEach(() => door.stop())
afterAll(() => provider.stop())

const start = async (options: Options = {}) => {
  const { issuer } = provider
  door = await startDoor({ provider: { issuer, clientId, clientSecret, name: 'Guild' }, ...options })
}
/** Signs in through the provider's own pages, as a person would. Returns the page where it ends. */
const signIn = async (login: string, { surfer = makeSurfer(), search = '' } = {}) => {
  const page = await surfer.open(`${door.url}/api/sign-in/oidc${search}`)
  if (page.isAt(door.url)) return { surfer, page }
  await surfer.submit({ login, password: 'x' })
  return { surfer, page: await surfer.submit({}) }
}
const me = async (surfer: Surfer) => (await surfer.get(`${door.url}/api/me`)).json

describe('signing in with a provider', () => {
  it("is offered with the provider's name to people who are signed out", async () => {
    await start()
    expect((await door.browser().get('/api/me')).json.relay.oidc).toEqual({ name: 'Guild' })
  })

  it('creates an account the first time, opens the same account after that, and leads back to where the person was', async () => {
    await start()
    provider.people.zoe = { preferred_username: 'Zoë', name: 'Zoë Q.' }
    const { surfer, page } = await signIn('zoe', { search: '?to=/r/AAAAAAAAAAAAAAAAAAAAAA' })
    expect(page.path).toBe('/sign-in/back?to=%2Fr%2FAAAAAAAAAAAAAAAAAAAAAA')
    const { user } = await me(surfer)
    expect(user).toMatchObject({ username: 'Zoe', name: 'Zoë Q.', email: '' })
    expect(door.heard.users.map(({ id }) => id)).toEqual([user.id])
    provider.people.zoe = { preferred_username: 'somebody-else', name: 'Another' }
    const again = await signIn('zoe')
    expect((await me(again.surfer)).user).toEqual(user)
  })

  it("uses the user name when the provider's name has no visible letters, and keeps joiners that a name needs", async () => {
    await start()
    provider.people.zoe = { preferred_username: 'zoe', name: '\u200b\u3164' }
    expect((await me((await signIn('zoe')).surfer)).user).toMatchObject({ username: 'zoe', name: 'zoe' })
    provider.people.mina = { preferred_username: 'mina', name: '\u202eمی‌نا\u202c' }
    expect((await me((await signIn('mina')).surfer)).user).toMatchObject({ name: 'می‌نا' })
  })

  it('tells accounts apart by issuer and subject, whatever e-mail address they have', async () => {
    await start()
    const own = (await door.browser().post('/api/sign-up', olga)).json.user
    provider.people.mallory = { preferred_username: 'Olga', email: olga.email, email_verified: true }
    const { surfer } = await signIn('mallory')
    const { user } = await me(surfer)
    expect(user.id).not.toBe(own.id)
    expect(user).toMatchObject({ username: 'Olga-2', email: olga.email, admin: false })
  })

  it('accepts an e-mail address only if the provider says that it is verified', async () => {
    await start()
    provider.people.eve = { email: 'eve@example.org', email_verified: false }
    expect((await me((await signIn('eve')).surfer)).user.email).toBe('')
  })

  it('creates one account when somebody signs in twice at the same time', async () => {
    await start()
    const both = await Promise.all([signIn('twin'), signIn('twin')])
    const [one, other] = await Promise.all(both.map(({ surfer }) => me(surfer)))
    expect(one.user.id).toBe(other.user.id)
    expect((await door.accounts.people.all()).length).toBe(1)
  })

  it('leads only to pages of the app', async () => {
    await start()
    for (const to of ['https://evil.example/', '//evil.example', '/api/me', '/sign-in']) {
      const { page } = await signIn('olga', { search: `?${new URLSearchParams({ to })}` })
      expect(page.path).toBe('/sign-in/back?to=%2F')
    }
  })

  it("isn't there when no provider is set", async () => {
    await start({ provider: null })
    expect((await door.browser().get('/api/sign-in/oidc')).status).toBe(404)
    expect((await door.browser().get('/api/me')).json.relay.oidc).toBeNull()
  })
})

describe('registration', () => {
  it('when closed, also refuses new people from a provider', async () => {
    await start({ registration: 'closed' })
    const { surfer, page } = await signIn('olga')
    expect(page.path).toBe('/sign-in?trouble=closed&to=%2F')
    expect((await me(surfer)).error).toBe('signed-out')
    expect(await door.accounts.people.all()).toEqual([])
  })

  it('by invitation accepts one person for each invitation, and people with an account need none', async () => {
    await start({ registration: 'invitation' })
    expect((await signIn('olga')).page.path).toBe('/sign-up?trouble=invitation&to=%2F')
    const { code } = await door.accounts.invitations.make()
    expect((await signIn('olga', { search: `?invitation=${code}` })).page.path).toMatch(/^\/sign-in\/back/)
    expect((await signIn('olga')).page.path).toMatch(/^\/sign-in\/back/)
    expect((await signIn('milo', { search: `?invitation=${code}` })).page.path).toMatch(/trouble=invitation/)
  })
})

describe("a callback that doesn't belong to a sign-in", () => {
  const callback = () => `${door.url}/api/sign-in/oidc/callback`

  it('signs nobody in without the cookie of the browser that started', async () => {
    await start()
    const surfer = makeSurfer()
    const there = await surfer.open(`${door.url}/api/sign-in/oidc`, { follow: false })
    const state = new URL(there.location).searchParams.get('state')
    const stranger = makeSurfer()
    expect((await stranger.open(`${callback()}?code=x&state=${state}`)).path).toBe('/sign-in?trouble=expired&to=%2F')
  })

  it("signs nobody in with another person's state, a made-up code or a refusal", async () => {
    await start()
    const surfer = makeSurfer()
    for (const search of ['code=x&state=y', 'code=x', 'error=access_denied&state=STATE', 'code=x&state=STATE']) {
      const there = await surfer.open(`${door.url}/api/sign-in/oidc`, { follow: false })
      const state = new URL(there.location).searchParams.get('state') ?? ''
      const back = await surfer.open(`${callback()}?${search.replace('STATE', state)}`)
      expect(back.path).toBe('/sign-in?trouble=refused&to=%2F')
      expect((await me(surfer)).error).toBe('signed-out')
    }
  })

  it("is reported in the log when relay and provider don't have the same secret", async () => {
    await start({ provider: { issuer: provider.issuer, clientId, clientSecret: 'another one', name: 'Guild' } })
    expect((await signIn('olga')).page.path).toBe('/sign-in?trouble=refused&to=%2F')
    expect(door.heard.logged).toEqual(['a sign-in at the provider failed'])
  })

  it('is too late after ten minutes', async () => {
    await start()
    const surfer = makeSurfer()
    await surfer.open(`${door.url}/api/sign-in/oidc`, { follow: false })
    await door.time.pass(10 * 60_000 + 1)
    expect((await surfer.open(`${callback()}?code=x&state=y`)).path).toMatch(/trouble=expired/)
  })

  it('relies on a cookie that no script and no form of another site can use', async () => {
    await start()
    const { headers } = await fetch(`${door.url}/api/sign-in/oidc`, { redirect: 'manual' })
    const cookie = headers.getSetCookie()[0]
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/api/sign-in/oidc', 'Max-Age=600'])
      expect(cookie).toContain(part)
    const asked = new URL(headers.get('location') ?? '').searchParams
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' })
    expect(asked.get('nonce')).toBeTruthy()
  })
})

it('when the provider is down, the app says so, everything else works, and the provider works again once it is up', async () => {
  await start()
  await provider.stop()
  const { page } = await signIn('olga', { search: '?to=/r/AAAAAAAAAAAAAAAAAAAAAA' })
  expect(page.path).toBe('/sign-in?trouble=down&to=%2Fr%2FAAAAAAAAAAAAAAAAAAAAAA')
  expect((await door.browser().post('/api/sign-up', olga)).status).toBe(200)
  await provider.start()
  expect((await signIn('olga')).page.path).toMatch(/^\/sign-in\/back/)
})
