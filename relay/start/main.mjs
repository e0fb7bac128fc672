import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './built.mjs'
import { ensureInstalled } from './installed.mjs'
import { requireNode } from './node-version.mjs'
import { endWithNpm } from './parent.mjs'

// `npm start`: from a fresh clone to a running relay. The relay then runs in this process and reads its flags.
requireNode(20, 19)
endWithNpm()
const root = join(import.meta.dirname, '../..')
try {
  ensureInstalled(root)
  ensureBuilt(root)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
process.env.NODE_ENV ||= 'production'
await import(pathToFileURL(join(root, 'dist/relay/main.js')).href)
