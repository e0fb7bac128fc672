/**
 * Runs `work` at most once per frame, however often `ask` is called: before the next paint, or after 50 ms if the page
 * is hidden. `now` runs it at once, and this also serves any pending `ask`.
 */
export const perFrame = (work: () => void): { ask(): void; now(): void; stop(): void } => {
  let asked = false
  let stopped = false
  const run = () => {
    if (!asked || stopped) return
    asked = false
    work()
  }
  return {
    ask: () => {
      if (asked || stopped) return
      asked = true
      if (globalThis.document?.visibilityState === 'visible') requestAnimationFrame(run)
      else setTimeout(run, 50)
    },
    now: () => {
      asked = true
      run()
    },
    stop: () => {
      stopped = true
    },
  }
}
