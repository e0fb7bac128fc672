import type { Context } from 'hono'
import type { Env } from './context.ts'

/** What comes to /sync by plain HTTP: as a rule a proxy that does not pass on WebSockets. It is logged once. */
export const noUpgrade = ({ log }: { log(line: string): void }) => {
  let said = false
  return (context: Context<Env>) => {
    if (!said)
      log(
        `${context.req.path} was asked for without "Upgrade": a proxy in front of the relay must pass WebSockets on. See "Hosting" in the README.`,
      )
    said = true
    const headers = { upgrade: 'websocket', connection: 'Upgrade', 'cache-control': 'no-store' }
    return context.json({ error: 'upgrade-required' }, 426, headers)
  }
}
