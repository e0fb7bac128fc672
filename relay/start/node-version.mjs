/** Ends with a sentence on a Node that is too old, before it stumbles over something less clear. */
export const requireNode = (major, minor) => {
  const [here = 0, hereMinor = 0] = process.versions.node.split('.').map(Number)
  if (here > major || (here === major && hereMinor >= minor)) return
  console.error(`Yabber needs Node ${major}.${minor} or later; this is ${process.versions.node}.`)
  process.exit(1)
}
