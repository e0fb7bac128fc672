import { performance } from 'node:perf_hooks'

/** How long a test waits for something that should happen soon. It is generous, since machines are shared. */
export const patienceMs = 30_000

/** Waits for the promise. After `ms` it fails with a message that says what it waited for. */
export const within = async <T>(what: string, promise: Promise<T>, ms = patienceMs): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`timed out after ${ms} ms: ${what}`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Polls every few milliseconds until it holds: for what sends no event, such as the memory of another process. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>, ms = patienceMs): Promise<void> => {
  const deadline = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`timed out after ${ms} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
