/**
 * Runs `work` once per frame, however often it is asked for: before the next paint, or soon where nothing is painted.
 * `now`: at once, which is all that was asked for so far.
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
