/**
 * Runs `work` at most once per frame, however often `ask` is called: before the next paint, or after 50 ms if the page
 * is hidden. `now` runs it at once, and this also serves any pending `ask`.
 */
export const perFrame = (work: () => void): { ask(): void; now(): void; close(): void } => {
  let asked = false
  let closed = false
  const run = () => {
    if (!asked || closed) return
    asked = false
    work()
  }
  return {
    ask: () => {
      if (asked || closed) return
      asked = true
      if (globalThis.document?.visibilityState === 'visible') requestAnimationFrame(run)
      else setTimeout(run, 50)
    },
    now: () => {
      asked = true
      run()
    },
    close: () => {
      closed = true
    },
  }
}
