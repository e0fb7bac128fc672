import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
export const output = join(root, 'tests/output')

/** Runs projects, or some of their files. The results are read from the report. */
export const runSuite = (name, projects, files = []) => {
  const report = join(output, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const chosen = projects.map((project) => `--project=${project}`)
  const args = [vitest, 'run', ...files, ...chosen, ...reporters]
  const ended = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
  const read = readReport(report)
  if (ended || read.failed > 0) return read
  // A runner can fail without a failed test, when there is an error outside of all tests.
  return { ...read, failed: 1, failures: [{ test: `${name}: an error outside all tests`, why: '' }] }
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
      failures: report.testResults.flatMap(readFailures),
    }
  } catch (error) {
    if (error.code === 'ENOENT') return { passed: 0, failed: 0, failedFiles: [], failedTests: [], failures: [] }
    throw error
  }
}

const readFile = ({ name, assertionResults }) => ({
  file: relative(root, name),
  passed: assertionResults.filter(({ status }) => status === 'passed').length,
  failed: assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
})

/** The failed tests of a file, each with the first lines of its error. */
const readFailures = ({ name, status, message, assertionResults }) => {
  const file = relative(root, name)
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (status === 'failed' && failed.length === 0) return [{ test: file, why: beginning(message) }]
  return failed.map((test) => ({
    test: `${file} > ${test.fullName}`,
    why: beginning(test.failureMessages.join('\n')),
  }))
}

const beginning = (text) => text.split('\n').slice(0, 12).join('\n')
