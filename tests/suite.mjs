import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
export const output = join(root, 'tests/output')

/** Runs projects, or some of their files. What it did is read from the report. */
export const runSuite = (name, projects, files = []) => {
  const report = join(output, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const chosen = projects.map((project) => `--project=${project}`)
  const args = [vitest, 'run', ...files, ...chosen, ...reporters]
  const ended = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
  const read = readReport(report)
  // A runner can fail without a failed test: an error outside of all of them.
  return { ...read, failed: ended ? read.failed : Math.max(read.failed, 1) }
}

const readReport = (path) => {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'))
    const failedFiles = report.testResults.filter(({ status }) => status === 'failed').map(readFile)
    const broken = failedFiles.filter(({ failed }) => failed.length === 0)
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      failedFiles,
      failedTests: failedFiles.flatMap(({ failed }) => failed),
    }
  } catch (error) {
    if (error.code === 'ENOENT') return { passed: 0, failed: 0, failedFiles: [], failedTests: [] }
    throw error
  }
}

const readFile = ({ name, assertionResults }) => ({
  file: relative(root, name),
  passed: assertionResults.filter(({ status }) => status === 'passed').length,
  failed: assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
})
