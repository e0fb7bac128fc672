import { defineConfig } from 'vite'

/**
 * The relay as one small file, half the memory of loose modules, and beside it what only some relays ever load: in one file
 * that would all be run at the start (20 MB). Only libSQL's native part stays outside.
 */
export default defineConfig({
  root: import.meta.dirname,
  ssr: {
    noExternal: true,
    external: ['libsql'],
    // Without `node`, scrypt would become JavaScript that blocks the loop.
    resolve: { conditions: ['node', 'import', 'module', 'default'], externalConditions: ['node'] },
  },
  resolve: { dedupe: ['ws'] },
  // So that large ones are parsed as JSON: a table of six thousand letters costs 10 MB to compile as an object.
  json: { namedExports: false },
  build: {
    ssr: 'main.ts',
    outDir: '../dist/relay',
    emptyOutDir: true,
    target: 'node20',
    minify: true,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: {
        entryFileNames: 'main.js',
        chunkFileNames: '[name]-[hash].js',
        // What passkeys are checked with has parts that must have run before others.
        strictExecutionOrder: true,
      },
    },
  },
})
