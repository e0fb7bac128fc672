/**
 * Runs tasks in the order in which they are given: each starts when the one before it has ended, whether that went well
 * or not. The caller gets the result of the task, and its error.
 */
export const oneByOne = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(task: () => Promise<T>): Promise<T> => {
    const done = last.then(task)
    last = done.catch(() => {}) // the caller gets the error
    return done
  }
}
