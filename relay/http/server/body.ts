import type { Context } from 'hono'
import type { Env } from './context.ts'

export type Body = { readonly [field: string]: unknown }

/** The request's JSON object, or null for anything else. */
export const readBody = async (context: Context<Env>): Promise<Body | null> => {
  try {
    const body: unknown = JSON.parse(await context.req.text())
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Body) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** A field that is not text reads as none. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const malformed = (context: Context<Env>) => context.json({ error: 'malformed' }, 422)
