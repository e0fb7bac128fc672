import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from '../relay/start/built.mjs'
import { ensureInstalled } from '../relay/start/installed.mjs'
import { requireNode } from '../relay/start/node-version.mjs'
import { findBrowser } from './find-browser.mjs'
import { output, runSuite } from './suite.mjs'

// `npm test`: sets up all it needs, runs everything, and ends with a line that sums it up.
requireNode(20, 19)
const root = join(import.meta.dirname, '..')
const total = { passed: 0, failed: 0 }
/** What passed only when its file was run again. */
const late = []

const node = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
const bin = (path) => join(root, 'node_modules', path)

/** Something that passes or fails as one. */
const step = (name, run) => {
  console.log(`\n── ${name}`)
  const passed = run()
  count(passed ? 1 : 0, passed ? 0 : 1)
  if (!passed) console.log(`${name} failed`)
  return passed
}

/** A runner of tests, counted by its own report. */
const suite = (name, projects) => {
  console.log(`\n── ${name}`)
  const { passed, failed } = runSuite(name, projects)
  count(passed, failed)
}

/**
 * Many browsers on a busy machine: a file in which something failed is run once more by itself, and whatever passes
 * only then is named at the end.
 */
const journeys = () => {
  console.log('\n── journeys')
  const { passed, failed, failedFiles } = runSuite('journeys', ['journeys'])
  if (failed === 0 || failedFiles.length === 0 || failedFiles.length > 3) return count(passed, failed)
  console.log(`\n── journeys, again: ${failedFiles.map(({ file }) => file).join(', ')}`)
  const files = failedFiles.map(({ file }) => file)
  const again = runSuite('journeys-again', ['journeys'], files)
  const passedBefore = failedFiles.reduce((sum, { passed }) => sum + passed, 0)
  count(passed - passedBefore + again.passed, again.failed)
  const stillFailing = new Set(again.failedTests)
  late.push(...failedFiles.flatMap(({ failed }) => failed).filter((test) => !stillFailing.has(test)))
}

const count = (passed, failed) => {
  total.passed += passed
  total.failed += failed
}

const build = () => {
  try {
    ensureBuilt(root)
    return true
  } catch (error) {
    console.error(error.message)
    return false
  }
}

ensureInstalled(root)
rmSync(output, { recursive: true, force: true })
mkdirSync(output, { recursive: true })
const browser = await findBrowser(root)
if (browser) process.env.CHROMIUM_PATH = browser

step('lint and format', () =>
  node([bin('@biomejs/biome/bin/biome'), 'ci', '.', ...(process.stdout.isTTY ? [] : ['--colors=off'])]),
)
step('types', () => node([bin('typescript/bin/tsc'), '-b']))
suite('unit', ['unit', 'app'])
const built = step('build', build)
suite('contracts', ['contracts'])
suite('convergence', ['convergence'])
suite('hostile', ['hostile'])
suite('interop', ['interop'])
if (built) suite('crash', ['crash'])
if (built && step('a browser is there', () => browser !== null)) journeys()

if (late.length > 0) console.log(`\npassed only at the second try:\n${late.map((test) => `  ${test}`).join('\n')}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
