import type { Api } from '../../sync/api.ts'
import type { Download } from '../../sync/download.ts'
import { bodyOf, outcomeOf, troubleOf } from './answers.ts'
import type { AccountFacts, Health, LinksView, SessionsAndDevices, SettingsView, SignInLink } from './SettingsView.ts'

export const makeSettings = ({
  api,
  download,
  removed,
  signedIn,
}: {
  api: Api
  download: Download
  /** Called after the account was deleted. Everything of it is removed from this device. */
  removed(): Promise<void>
  /** Called with the user whom the relay has signed in. */
  signedIn(user: unknown): Promise<void>
}): SettingsView & LinksView => {
  const post = async (path: string, body: object) => outcomeOf(await api.post(path, body))
  const comeIn = async (path: string, body: object) => {
    const answer = await api.post(path, body)
    if (answer !== 'offline' && answer.status === 200) await signedIn(answer.body.user)
    return outcomeOf(answer)
  }
  return {
    facts: async () => bodyOf<AccountFacts>(await api.get('/account')),
    rename: (username) => post('/account/username', { username }),
    changeMail: (email, password) => post('/account/email', { email, password }),
    changePassword: (current, next) => post('/account/password', { current, next }),
    sessionsAndDevices: async () => bodyOf<SessionsAndDevices>(await api.get('/account/sessions')),
    endSession: (id) => post('/account/sessions/end', { id }),
    endOtherSessions: () => post('/account/sessions/end', { others: true }),
    endDevice: (device) => post('/account/devices/end', { device }),
    makeLink: async () => bodyOf<SignInLink>(await api.post('/account/link', {})),
    linkState: async (id) => {
      const found = bodyOf<{ state: 'waiting' | 'used' | 'over' }>(await api.get(`/account/link/${id}`))
      return typeof found === 'string' ? found : found.state
    },
    takeAll: async () => {
      const found = await download('/api/account/export')
      if (found instanceof Uint8Array) return found
      return (found === 'offline' ? null : troubleOf({ status: found, body: {} })) ?? 'offline'
    },
    picture: async (hash) => {
      const found = await download(`/pictures/${hash}`)
      return found instanceof Uint8Array ? found : null
    },
    remove: async (password, erase) => {
      const outcome = await post('/account/delete', { password, erase })
      if (outcome === null) await removed()
      return outcome
    },
    health: async () => bodyOf<Health>(await api.get('/health')),
    resetLinkFor: async (username) => bodyOf<{ link: string }>(await api.post('/accounts/reset-link', { username })),
    endAccount: (username) => post('/accounts/end', { username }),

    forgot: (login) => post('/password/forgotten', { login }),
    reset: (token, password) => comeIn('/password/reset', { token, password }),
    confirmMail: async (token) =>
      bodyOf<{ email: string; username: string }>(await api.post('/account/email/confirm', { token })),
    whose: async (token) => bodyOf<{ username: string }>(await api.post('/sign-in/link/whose', { token })),
    signInByLink: (token) => comeIn('/sign-in/link', { token }),
  }
}
