import type { Context } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import { cleanMail } from '../../auth/fields.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import type { Env } from '../server/context.ts'
import { type KnownDevice, knownDevice } from './known-device.ts'

const minute = 60_000
/** Of those who go by one mail. */
const mostHolders = 3

/**
 * Limits on guessing that do not lock the owner out: strangers are counted by network, and all of them together for each
 * account; a device on which the owner signed in before is counted by itself.
 */
export const makeSignInLimits = (accounts: Accounts, network: (context: Context<Env>) => string, now: () => number) => {
  const ofNetwork = new RateLimit({ burst: 50, everyMs: 10_000 }, now)
  const ofAccountAndNetwork = new RateLimit({ burst: 10, everyMs: minute }, now)
  // A guesser with many networks has a hundred tries and then one a minute.
  const ofStrangers = new RateLimit({ burst: 100, everyMs: minute }, now)
  const ofDevice = new RateLimit({ burst: 10, everyMs: minute }, now)

  /** By what a device is counted; null where none of those whom the login may mean have signed in there. */
  const keyOf = async ({ id, users }: KnownDevice, login: string): Promise<string | null> => {
    if (login.includes('@')) {
      const holder = (await accounts.mails.holders(login, mostHolders)).find(({ user }) => users.includes(user))
      // Anybody may say that a mail is theirs, and be a new device as often as they like.
      return holder?.user ?? null
    }
    const person = await accounts.people.byUsername(login)
    return person !== null && users.includes(person.id) ? id : null
  }
  const countsOf = async (context: Context<Env>, login: string) => {
    const account = cleanMail(login)
    const device = knownDevice(context, accounts)
    const known = device && (await keyOf(device, login.trim()))
    if (known) return [{ allowance: ofDevice, key: `${known} ${account}` }]
    const from = network(context)
    return [
      { allowance: ofNetwork, key: from },
      { allowance: ofAccountAndNetwork, key: `${from} ${account}` },
      { allowance: ofStrangers, key: account },
    ]
  }

  return {
    /** Takes a try. `afterMs` 0: it may be made, and `giveBack` says that it was no guess. */
    async take(context: Context<Env>, login: string) {
      const taken: { allowance: RateLimit; key: string }[] = []
      const giveBack = () => {
        for (const { allowance, key } of taken) allowance.giveBack(key)
      }
      for (const count of await countsOf(context, login)) {
        const afterMs = count.allowance.take(count.key)
        if (afterMs === 0) taken.push(count)
        else {
          // A try that is not made costs the account's other visitors nothing.
          giveBack()
          return { afterMs, giveBack }
        }
      }
      return { afterMs: 0, giveBack }
    },
  }
}
