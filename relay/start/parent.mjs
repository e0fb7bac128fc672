const everyMs = 250

/**
 * npm runs scripts through a shell, and a signal to npm ends the shell but not the script. So a script started by npm
 * ends itself, as if it got the signal, when its parent has gone. Otherwise it would keep the port and the folder.
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
