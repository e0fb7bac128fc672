import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from '../relay/start/built.mjs'
import { ensureInstalled } from '../relay/start/installed.mjs'
import { requireNode } from '../relay/start/node-version.mjs'
import { findBrowser } from './find-browser.mjs'

// `npm test`: sets up all it needs, runs everything, and ends with a line that sums it up.
requireNode(20, 19)
const root = join(import.meta.dirname, '..')
const output = join(root, 'tests/output')
const total = { passed: 0, failed: 0 }

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
  const report = join(output, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const chosen = projects.map((project) => `--project=${project}`)
  const ended = node([bin('vitest/vitest.mjs'), 'run', ...chosen, ...reporters])
  const { passed, failed } = readReport(report)
  // A runner can fail without a failed test: an error outside of all of them.
  count(passed, ended ? failed : Math.max(failed, 1))
}

const readReport = (path) => {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'))
    const broken = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
    )
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
  } catch (error) {
    if (error.code === 'ENOENT') return { passed: 0, failed: 0 }
    throw error
  }
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
if (built && step('a browser is there', () => browser !== null)) suite('journeys', ['journeys'])

console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
