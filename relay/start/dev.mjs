import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './installed.mjs'
import { requireNode } from './node-version.mjs'
import { endWithNpm } from './parent.mjs'

// `npm run dev`: a relay that restarts when its sources change, and Vite's server in front of it.
requireNode(20, 19)
endWithNpm()
const root = join(import.meta.dirname, '../..')
ensureInstalled(root)

const appPort = 5173
const relayPort = 8301
const data = join(root, 'data/dev')
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
const vite = join(root, 'node_modules/vite/bin/vite.js')

if (!existsSync(join(data, 'rooms.db')))
  spawnSync(process.execPath, [tsx, 'relay/main.ts', 'seed', '--data', data], { cwd: root, stdio: 'inherit' })

const origins = `http://localhost:${appPort},http://127.0.0.1:${appPort}`
const relayFlags = ['--port', `${relayPort}`, '--data', data, '--origin', origins]
const appFlags = ['--config', 'app/vite.config.ts', '--port', `${appPort}`, '--strictPort', '--host', '127.0.0.1']
const run = (args) =>
  spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, RELAY_URL: `http://127.0.0.1:${relayPort}` },
  })
const children = [run([tsx, 'watch', 'relay/main.ts', ...relayFlags]), run([vite, ...appFlags])]

const stop = () => {
  for (const child of children) child.kill('SIGTERM')
}
process.on('SIGINT', stop).on('SIGTERM', stop)
// If one of them ends, stop both, because neither is useful alone.
for (const child of children) child.on('exit', stop)
