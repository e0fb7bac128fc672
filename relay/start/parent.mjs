const everyMs = 250

/**
 * npm runs a script by way of a shell, and a signal to npm ends that shell but not what runs in it. So what was started by
 * npm ends, as if told to, when its parent has gone: nobody is left behind holding the port and the folder.
 */
export const endWithNpm = () => {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, everyMs)
  watch.unref()
}
