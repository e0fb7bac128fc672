import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Installs what package-lock.json lists unless exactly that is installed already. Uses only Node itself, because no
 * packages may be there yet.
 */
export const ensureInstalled = (root) => {
  if (isInstalled(root)) return
  console.log('Installing dependencies…')
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  const { status } = spawnSync(command, [...args, 'ci', '--include=dev'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new Error('npm ci failed; see above')
}

const isInstalled = (root) => {
  const wanted = read(join(root, 'package-lock.json'))
  // npm writes here what it installed.
  const present = read(join(root, 'node_modules/.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted.packages).every(([path, { version, optional }]) => {
    if (path === '') return true
    // An optional package that is missing is for other platforms.
    const here = present.packages[path]
    return here ? here.version === version : optional === true
  })
}

const read = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}
