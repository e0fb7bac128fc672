import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'
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

export default defineConfig({
  test: {
    // The machines this runs on have two cores; more workers only contend.
    maxWorkers: 2,
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
      folder('convergence'),
      folder('hostile'),
      folder('interop'),
      folder('crash'),
      folder('journeys'),
    ],
  },
})
