/** Runs `work` once per frame, however often it is asked for: before the next paint, or soon where nothing is painted. */
export const perFrame = (work: () => void): { ask(): void; stop(): void } => {
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
    stop: () => {
      stopped = true
    },
  }
}
