/** Ends with a clear message if Node is too old, before something fails with an unclear one. */
export const requireNode = (major, minor) => {
  const [here = 0, hereMinor = 0] = process.versions.node.split('.').map(Number)
  if (here > major || (here === major && hereMinor >= minor)) return
  console.error(`Yabber needs Node ${major}.${minor} or later; this is ${process.versions.node}.`)
  process.exit(1)
}
