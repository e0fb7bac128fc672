import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { home, relayBundle } from '../world/bundle.ts'
import { within } from '../world/until.ts'

const nodeFlags = ['--max-semi-space-size=2', '--optimize-for-size']

export interface PlainRelay {
  url: string
  pid: number
  stop(): Promise<void>
}

/**
 * The bundle as `npm start` runs it. Nothing is preloaded and garbage collection is not exposed, as both would add to
 * the memory.
 */
export const startPlainRelay = async (data: string, port = 0): Promise<PlainRelay> => {
  const bundle = await relayBundle()
  const flags = ['--port', String(port), '--host', '127.0.0.1', '--data', data]
  const child = spawn(process.execPath, [...nodeFlags, bundle, ...flags], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: data, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = once(child, 'exit')
  const printed = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      const [, at] = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(String(text)) ?? []
      if (at) resolve(`http://127.0.0.1:${at}`)
    })
    void ended.then(() => reject(new Error('the relay exited while starting')))
  })
  const url = await within('the relay prints its address', printed)
  return {
    url,
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM')
      await within('the relay ends', ended)
      process.off('exit', kill)
    },
  }
}

/** Resident memory from the kernel (Linux). */
export const residentBytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
