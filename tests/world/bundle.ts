import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { until } from './until.ts'

export const home = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const bundle = join(home, 'dist/relay/main.js')
const lock = join(home, 'node_modules/.cache/yabber-bundle.lock')
const longestBuildMs = 120_000

/**
 * Path of the bundle that people run. It is built again if a source is newer; test files that run in parallel build it
 * only once.
 */
export const relayBundle = async (): Promise<string> => {
  if (isFresh()) return bundle
  await until('another test file builds the relay', takeLock, longestBuildMs)
  try {
    if (!isFresh()) await build()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
  return bundle
}

const build = () =>
  promisify(execFile)(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--config', 'relay/vite.config.ts'],
    {
      cwd: home,
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )

const takeLock = (): boolean => {
  try {
    mkdirSync(dirname(lock), { recursive: true })
    mkdirSync(lock)
    return true
  } catch {
    dropStaleLock() // the lock is held by a running build, or was left by one that died
    return false
  }
}

const dropStaleLock = (): void => {
  const made = changedAt(lock)
  if (made > 0 && Date.now() - made > longestBuildMs) rmSync(lock, { recursive: true, force: true })
}

const isFresh = (): boolean => {
  const built = changedAt(bundle)
  return built > 0 && ['relay', 'shared'].every((folder) => newestSource(join(home, folder)) < built)
}

const newestSource = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|mjs)$/.test(path) && !path.endsWith('.test.ts'))
      .map((path) => changedAt(join(folder, path))),
  )

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
