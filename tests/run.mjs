import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from '../relay/start/built.mjs'
import { ensureInstalled } from '../relay/start/installed.mjs'
import { requireNode } from '../relay/start/node-version.mjs'
import { installEngines } from './engines/find-engines.mjs'
import { findBrowser } from './find-browser.mjs'
import { output, runSuite } from './suite.mjs'

// `npm test`: sets up everything it needs, runs all tests, and ends with a one-line summary.
requireNode(20, 19)
const root = join(import.meta.dirname, '..')
const total = { passed: 0, failed: 0 }
/** Tests that passed only when their file was run again. */
const late = []
/** Failures, printed again at the end: people look there first, and a log that was cut keeps only its end. */
const failures = []

const node = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
const bin = (path) => join(root, 'node_modules', path)

/** A step that passes or fails as a whole. */
const step = (name, run) => {
  console.log(`\n── ${name}`)
  const passed = run()
  count(passed ? 1 : 0, passed ? 0 : 1)
  if (!passed) failures.push({ test: name, why: '' })
  return passed
}

/** Runs a test suite. The results are counted from its own report. */
const suite = (name, projects) => {
  console.log(`\n── ${name}`)
  countSuite(runSuite(name, projects))
}

/**
 * Runs tests with real relays and browsers, which can fail on a busy machine. So files with a failed test run once more
 * by themselves, and tests that pass only then are listed at the end. With more than five such files nothing runs
 * again.
 */
const liveSuite = (name, projects) => {
  console.log(`\n── ${projects.join(', ')}`)
  const first = runSuite(name, projects)
  const { failedFiles } = first
  if (failedFiles.length === 0 || failedFiles.length > 5) return countSuite(first)
  const files = failedFiles.map(({ file }) => file)
  console.log(`\n── ${name}, again: ${files.join(', ')}`)
  const again = runSuite(`${name}-again`, projects, files)
  const passedBefore = failedFiles.reduce((sum, { passed }) => sum + passed, 0)
  countSuite({ ...again, passed: first.passed - passedBefore + again.passed })
  const stillFailing = new Set(again.failedTests)
  late.push(...failedFiles.flatMap(({ failed }) => failed).filter((test) => !stillFailing.has(test)))
}

const countSuite = ({ passed, failed, failures: found }) => {
  failures.push(...found)
  count(passed, failed)
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
// A process of its own, which takes less time than the steps before the live suite.
const installing = browser ? installEngines(join(output, 'engines.log')) : Promise.resolve([])

step('lint and format', () =>
  node([bin('@biomejs/biome/bin/biome'), 'ci', '.', ...(process.stdout.isTTY ? [] : ['--colors=off'])]),
)
step('types', () => node([bin('typescript/bin/tsc'), '-b']))
suite('unit', ['unit', 'app'])
const built = step('build', build)
const canBrowse = built && step('a browser is there', () => browser !== null)
// In one run, so that no core is idle at the end of a suite while another suite waits.
const live = ['contracts', 'hostile', 'convergence', 'interop']
const untested = await installing
liveSuite('live', [...live, ...(built ? ['crash'] : []), ...(canBrowse ? ['journeys', 'engines'] : [])])

for (const why of untested) console.log(`\n${why}`)
if (late.length > 0) console.log(`\npassed only at the second try:\n${late.map((test) => `  ${test}`).join('\n')}`)
for (const { test, why } of failures) console.log(`\nfailed: ${test}\n${why}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
