import { defineConfig } from 'vite'

/**
 * Bundles the relay into one small file, which needs half the memory of separate modules. What only some relays use is
 * in files beside it, because in one file it would all run at the start (20 MB). Only libSQL's native part is not
 * bundled.
 */
export default defineConfig({
  root: import.meta.dirname,
  ssr: {
    noExternal: true,
    external: ['libsql'],
    // Without `node`, scrypt would be a JavaScript version that blocks the event loop.
    resolve: { conditions: ['node', 'import', 'module', 'default'], externalConditions: ['node'] },
  },
  resolve: { dedupe: ['ws'] },
  // Makes Vite parse large files as JSON: as an object, a table of six thousand letters costs 10 MB to compile.
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
        // Some parts of the passkey library must run before others.
        strictExecutionOrder: true,
      },
    },
  },
})
