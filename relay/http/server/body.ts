import type { Context } from 'hono'
import type { Env } from './context.ts'

export type Body = { readonly [field: string]: unknown }

/** The request's body as a JSON object, or null for anything else. */
export const readBody = async (context: Context<Env>): Promise<Body | null> => {
  try {
    const body: unknown = JSON.parse(await context.req.text())
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Body) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The value if it is a string, or else an empty string. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const malformed = (context: Context<Env>) => context.json({ error: 'malformed' }, 422)
