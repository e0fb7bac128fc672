import type { Context } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import { cleanMail } from '../../auth/fields.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import type { Env } from '../server/context.ts'
import { type KnownDevice, knownDevice } from './known-device.ts'

const minute = 60_000
/** How many accounts with the same mail address are looked at. */
const mostHolders = 3

/**
 * Limits password guessing without locking the owner out. Strangers are counted by network, and also all together for
 * each account. A device on which the owner has signed in before has its own count.
 */
export const makeSignInLimits = (accounts: Accounts, network: (context: Context<Env>) => string, now: () => number) => {
  const ofNetwork = new RateLimit({ burst: 50, everyMs: 10_000 }, now)
  const ofAccountAndNetwork = new RateLimit({ burst: 10, everyMs: minute }, now)
  // A guesser with many networks gets a hundred tries and then one a minute.
  const ofStrangers = new RateLimit({ burst: 100, everyMs: minute }, now)
  const ofDevice = new RateLimit({ burst: 10, everyMs: minute }, now)

  /**
   * The key by which a known device is counted. Null if none of the accounts that the login may mean has signed in
   * there.
   */
  const keyOf = async ({ id, users }: KnownDevice, login: string): Promise<string | null> => {
    if (login.includes('@')) {
      const holder = (await accounts.mails.holders(login, mostHolders)).find(({ user }) => users.includes(user))
      // Counted by user, not by device: anybody can claim a mail address and appear as many new devices.
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
    /**
     * Takes one try. `afterMs` is 0 if it is allowed. Call `giveBack` if the password was right, so that it does not
     * count as a guess.
     */
    async take(context: Context<Env>, login: string) {
      const taken: { allowance: RateLimit; key: string }[] = []
      const giveBack = () => {
        for (const { allowance, key } of taken) allowance.giveBack(key)
      }
      for (const count of await countsOf(context, login)) {
        const afterMs = count.allowance.take(count.key)
        if (afterMs === 0) taken.push(count)
        else {
          // A refused try must not use up the limit that others share for this account.
          giveBack()
          return { afterMs, giveBack }
        }
      }
      return { afterMs: 0, giveBack }
    },
  }
}
