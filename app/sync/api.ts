import type { Barred } from './socket.ts'

/** An answer of the relay's HTTP interface. `offline` means that no answer came. */
export type Answer = { status: number; body: { [key: string]: unknown } } | 'offline'

/**
 * True if a proxy in front of the relay says that the relay is down. Status 503 is not included: with it the relay says
 * that it is overloaded, and clients must not hurry then.
 */
export const isUnreachable = ({ status }: { status: number }): boolean => status === 502 || status === 504

export const isBusy = ({ status }: { status: number }): boolean => status === 429 || status === 503

/** The reason why the relay refuses every request: it does not accept the origin of this page, or its disk is full. */
export const isBarred = ({ body }: { body: { [key: string]: unknown } }): Barred | null => {
  if (body.error === 'foreign-origin') return 'address'
  return body.error === 'full' ? 'full' : null
}

export interface Api {
  get(path: string): Promise<Answer>
  post(path: string, body: object): Promise<Answer>
  /** Sends the bytes unchanged. */
  upload(path: string, bytes: Uint8Array, type: string): Promise<Answer>
}

const patienceMs = 15_000

/** Paths are relative to `base`. */
export const apiWith = (fetch: typeof globalThis.fetch, base = '/api'): Api => {
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    try {
      const response = await fetch(`${base}${path}`, {
        ...init,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(patienceMs),
      })
      const body: unknown = response.status === 204 ? null : await response.json().catch(() => null)
      return { status: response.status, body: asObject(body) }
    } catch {
      return 'offline' // no network, the relay is down, or it does not answer in time
    }
  }
  return {
    get: (path) => ask(path, { method: 'GET' }),
    post: (path, body) =>
      ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    upload: (path, bytes, type) =>
      ask(path, { method: 'POST', headers: { 'content-type': type }, body: bytes as Uint8Array<ArrayBuffer> }),
  }
}

/** A JSON list is returned under `list`. */
const asObject = (body: unknown): { [key: string]: unknown } => {
  if (Array.isArray(body)) return { list: body }
  return typeof body === 'object' && body !== null ? (body as { [key: string]: unknown }) : {}
}
