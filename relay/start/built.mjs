import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const sources = ['app', 'relay', 'shared']

/** Builds dist/app and dist/relay unless they were built from exactly these sources. Throws if the build fails. */
export const ensureBuilt = (root) => {
  const stamp = stampOf(root)
  const stampFile = join(root, 'dist/stamp')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  console.log('Building…')
  // Without the stamp, a build that fails half-way is not taken for a complete one.
  rmSync(stampFile, { force: true })
  for (const part of ['app', 'relay']) build(root, part)
  writeFileSync(stampFile, stamp)
}

const build = (root, part) => {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--config', `${part}/vite.config.ts`, '--logLevel', 'warn']
  // A test runner may ask for the build too, and sets a mode of its own.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env })
  if (status !== 0) throw new Error(`the ${part} could not be built; see above`)
}

/** A hash of the contents, not of the times, because a checkout gives every file a new time. */
const stampOf = (root) => {
  const hash = createHash('sha256')
  for (const path of ['package-lock.json', ...sources.flatMap((folder) => filesIn(root, folder))])
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex')
}

const filesIn = (root, folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test\.tsx?|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
