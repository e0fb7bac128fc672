import type { Context } from 'hono'
import type { Env } from './context.ts'

/** What comes to /sync by plain HTTP: as a rule a proxy that does not pass on WebSockets. It is logged once. */
export const noUpgrade = ({ log }: { log(line: string): void }) => {
  let said = false
  return (context: Context<Env>) => {
    // The app asks with POST why its socket did not open: that says nothing of a proxy.
    if (!said && context.req.method === 'GET')
      log(
        `${context.req.path} was asked for without "Upgrade": a proxy in front of the relay must pass WebSockets on. See "Hosting" in the README.`,
      )
    said ||= context.req.method === 'GET'
    const headers = { upgrade: 'websocket', connection: 'Upgrade', 'cache-control': 'no-store' }
    return context.json({ error: 'upgrade-required' }, 426, headers)
  }
}
