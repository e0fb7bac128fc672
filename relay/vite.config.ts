import { defineConfig } from 'vite'

/** The relay as one small file: half the memory of loose modules. Only libSQL's native part stays outside. */
export default defineConfig({
  root: import.meta.dirname,
  ssr: {
    noExternal: true,
    external: ['libsql'],
    // Without `node`, scrypt would become JavaScript that blocks the loop.
    resolve: { conditions: ['node', 'import', 'module', 'default'], externalConditions: ['node'] },
  },
  resolve: { dedupe: ['ws'] },
  build: {
    ssr: 'main.ts',
    outDir: '../dist/relay',
    emptyOutDir: true,
    target: 'node20',
    minify: true,
    rolldownOptions: { checks: { bundlerTimings: false }, output: { entryFileNames: 'main.js', codeSplitting: false } },
  },
})
