import type { Context } from 'hono'
import type { Env } from './context.ts'

/**
 * Answers a plain HTTP request to /sync. It usually means that a proxy does not pass WebSockets on, so this is logged
 * once.
 */
export const noUpgrade = ({ log }: { log(line: string): void }) => {
  let said = false
  return (context: Context<Env>) => {
    // A POST says nothing about a proxy: the app sends it to ask why its socket did not open.
    if (!said && context.req.method === 'GET') {
      said = true
      log(
        `${context.req.path} was requested without "Upgrade". The proxy in front of the relay must pass WebSockets on. See "Hosting" in the README.`,
      )
    }
    const headers = { upgrade: 'websocket', connection: 'Upgrade', 'cache-control': 'no-store' }
    return context.json({ error: 'upgrade-required' }, 426, headers)
  }
}
