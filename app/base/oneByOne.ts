/** Runs what it is given in order: each task starts when the one before it has ended. A failed task stops no other. */
export const oneByOne = (failed: (error: unknown) => void): ((task: () => Promise<void>) => void) => {
  let last: Promise<void> = Promise.resolve()
  return (task) => {
    last = last.then(task).catch(failed)
  }
}
