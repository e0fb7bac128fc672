import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ensureBuilt } from '../../relay/start/built.mjs'
import { home, relayBundle } from '../world/bundle.ts'

/**
 * A copy of the relay and its app in a separate folder, so that a test can replace the app. The folder lies inside the
 * project, where packages are found.
 */
export class Installation {
  readonly #folder: string
  readonly bundle: string

  private constructor(folder: string, bundle: string) {
    this.#folder = folder
    this.bundle = join(folder, 'relay', bundle)
  }

  static async make(name: string): Promise<Installation> {
    ensureBuilt(home)
    const bundle = await relayBundle()
    const folder = join(home, 'node_modules/.cache', name)
    rmSync(folder, { recursive: true, force: true })
    cpSync(dirname(bundle), join(folder, 'relay'), { recursive: true })
    cpSync(join(home, 'dist/app'), join(folder, 'app'), { recursive: true })
    return new Installation(folder, basename(bundle))
  }

  get #app(): string {
    return join(this.#folder, 'app')
  }

  /** Names of the files with a hash of their content in the name. */
  get assets(): string[] {
    return readdirSync(join(this.#app, 'assets'))
  }

  /**
   * Writes the next version of the app as a build would: other words, new names for all hashed files instead of the old
   * ones, and a service worker that lists the new names. `words`: the text to replace and its replacement.
   */
  release(mark: string, words: readonly [from: string, to: string]): void {
    const names = this.assets.map((name) => [name, name.replace(/\.(\w+)$/, `${mark}.$1`)] as const)
    for (const path of textFiles(this.#app)) {
      const before = readFileSync(path, 'utf8')
      const renamed = names.reduce((text, [from, to]) => text.replaceAll(from, to), before).replaceAll(...words)
      const text = path.endsWith('sw.js') ? withOtherRevisions(renamed, mark) : renamed
      if (text !== before) writeFileSync(path, text)
    }
    for (const [from, to] of names) renameSync(join(this.#app, 'assets', from), join(this.#app, 'assets', to))
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

const textFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(js|html|css)$/.test(path))
    .map((path) => join(folder, path))

/** Files without a hash in their name have one in the worker's list. This changes it. */
const withOtherRevisions = (worker: string, mark: string): string =>
  worker.replace(
    /(revision["']?:\s*["'`])([0-9a-f]{32})/g,
    (_, start: string, hash: string) => `${start}${hash}${mark}`,
  )
