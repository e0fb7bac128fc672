import type { Context } from 'hono'
import type { Env } from './context.ts'

/** Whoever asks is told when it would work again. */
export const tooMany = (context: Context<Env>, afterMs: number) => {
  context.header('retry-after', String(Math.ceil(afterMs / 1000)))
  return context.json({ error: 'too-many', afterMs }, 429)
}
