import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { emojisPlugin } from './app/emoji/emojis.vite.ts'

// What vitest prints about a failed test needs this, and Node 20 lacks it.
Map.groupBy ??= <K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K) => {
  const groups = new Map<K, T[]>()
  let index = 0
  for (const item of items) {
    const key = keyOf(item, index++)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

const folder = (name: string, more = {}) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    ...more,
  },
})

/** Most files of these projects take less time than a process of their own would take to start. */
const inSharedProcesses = { isolate: false, setupFiles: ['tests/world/after-each-file.ts'] }

/**
 * Files that take minutes, of which the stories of convergence keep a core busy and the attacks wait half of the time.
 * Without results of an earlier run, Vitest takes large files for the long ones.
 */
const long = [
  'tests/convergence/convergence.test.ts',
  'tests/hostile/fuzz.test.ts',
  'tests/convergence/restores.test.ts',
  'tests/journeys/accessible.test.ts',
  'tests/engines/carries.test.ts',
]

/** Starts the long files first, so that no core is idle at the end while one of them runs. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const first = long.flatMap((name) => sorted.filter(({ moduleId }) => moduleId.endsWith(name)))
    return [...first, ...sorted.filter((file) => !first.includes(file))]
  }
}

export default defineConfig({
  test: {
    // The machines this runs on have two cores; more workers only contend.
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['shared/**/*.test.ts', 'relay/**/*.test.ts', 'tests/*.test.ts'],
          testTimeout: 120_000,
          ...inSharedProcesses,
        },
      },
      {
        // Without the browser's conditions Solid resolves to its server build, in which nothing reacts.
        plugins: [solid(), emojisPlugin()],
        resolve: { conditions: ['browser', 'development'] },
        test: {
          name: 'app',
          include: ['app/**/*.test.{ts,tsx}'],
          environment: 'node',
          testTimeout: 120_000,
          ...inSharedProcesses,
        },
      },
      folder('contracts'),
      {
        // The app's own code runs in the stories, and Solid's build for servers reacts to nothing.
        resolve: { alias: [{ find: /^solid-js$/, replacement: 'solid-js/dist/solid.js' }] },
        ...folder('convergence'),
      },
      folder('hostile'),
      folder('interop'),
      folder('crash'),
      // The files that a process runs share its browser.
      folder('journeys', { isolate: false }),
      folder('engines', { testTimeout: 300_000 }),
    ],
  },
})
