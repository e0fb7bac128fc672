import type { Context } from 'hono'
import type { Env } from './context.ts'

/** Answers 429 and tells the client how long to wait. */
export const tooMany = (context: Context<Env>, afterMs: number) => {
  context.header('retry-after', String(Math.ceil(afterMs / 1000)))
  return context.json({ error: 'too-many', afterMs }, 429)
}
