import { performance } from 'node:perf_hooks'

/** How long a test waits for anything that should happen soon; generous, since machines are shared. */
export const patienceMs = 30_000

/** The promise, or a failure that says what was waited for in vain. */
export const within = async <T>(what: string, promise: Promise<T>, ms = patienceMs): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${ms} ms in vain: ${what}`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Asks again every few milliseconds until it holds: for what sends no event, such as another process's memory. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>, ms = patienceMs): Promise<void> => {
  const deadline = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited ${ms} ms in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
