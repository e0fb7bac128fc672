/** Browser timers fail above about 24 days. Whoever waits longer looks again then. */
export const longestTimerMs = 24 * 60 * 60_000
