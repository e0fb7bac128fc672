/** What a listener gets that may have to store something before a copy on this device is replaced. */
export interface Keeping {
  /** Keeps the copy on this device's disk until `work` is done, because only that copy shows the earlier state. */
  keepUntil(work: Promise<unknown>): void
}

/** Resolves when all works that the listeners began are over. */
export const untilKept = async (tell: (keepUntil: Keeping['keepUntil']) => void): Promise<void> => {
  const works: Promise<unknown>[] = []
  tell((work) => works.push(work))
  await Promise.allSettled(works)
}
