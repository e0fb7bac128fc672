import type { Run } from './verify.ts'

export interface Verifier {
  /** One answer per record. Null if the records could not be checked. */
  verify(run: Run): Promise<boolean[] | null>
  close(): void
}

/** Verifies in a worker. It starts with the first run. */
export const verifierInWorker = (user: string): Verifier => {
  const asked = new Map<number, (good: boolean[] | null) => void>()
  let worker: Worker | null = null
  let last = 0

  const begin = (): Worker => {
    const begun = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' })
    begun.onmessage = ({ data }: MessageEvent<{ id: number; good: boolean[] | null }>) => {
      asked.get(data.id)?.(data.good)
      asked.delete(data.id)
    }
    begun.postMessage({ user })
    return begun
  }
  return {
    verify: (run) =>
      new Promise((resolve) => {
        worker ??= begin()
        asked.set(++last, resolve)
        worker.postMessage({ id: last, run })
      }),
    close: () => worker?.terminate(),
  }
}
