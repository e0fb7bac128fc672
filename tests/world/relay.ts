import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { home, relayBundle } from './bundle.ts'
import { within } from './until.ts'

const pulse = fileURLToPath(new URL('./pulse.mjs', import.meta.url))
const printedAddress = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/

export interface Pulse {
  /** The longest time since the last reset that one piece of work kept the event loop busy. */
  stallMs: number
  residentBytes: number
  /** Memory of JavaScript: objects and buffers. */
  heldBytes: number
}

export interface RelayOptions {
  /** Data folder. By default a new one, which is removed at the end. */
  data?: string
  port?: number
  flags?: readonly string[]
  /** Environment variables besides those that every relay gets here. */
  environment?: Readonly<Record<string, string>>
  /** Path of a bundle other than the project's own. */
  bundle?: string
}

/** The bundle that people run, as a child process on a loopback port. */
export class Relay {
  readonly data: string
  port: number
  /** How far its clock is ahead of the machine's when it starts. */
  shiftMs = 0
  readonly #flags: readonly string[]
  readonly #environment: Readonly<Record<string, string>>
  readonly #ownsData: boolean
  #bundle: Promise<string> | null = null
  #process!: ChildProcess
  #ended!: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  #output = ''

  constructor({ data, port = 0, flags = [], environment = {}, bundle }: RelayOptions) {
    this.data = data ?? mkdtempSync(join(tmpdir(), 'yabber-relay-'))
    this.#ownsData = data === undefined
    this.port = port
    this.#flags = flags
    this.#environment = environment
    if (bundle !== undefined) this.#bundle = Promise.resolve(bundle)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get pid(): number {
    return this.#process.pid!
  }

  /** Everything it printed since its last start. */
  get output(): string {
    return this.#output
  }

  get isAlive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null
  }

  /** Starts it again on the same data and port, once the previous process has ended. */
  async start(): Promise<this> {
    this.#bundle ??= relayBundle()
    const bundle = await this.#bundle
    this.#output = ''
    const flags = ['--port', String(this.port), '--host', '127.0.0.1', '--data', this.data, ...this.#flags]
    this.#process = spawn(process.execPath, ['--expose-gc', '--import', pulse, bundle, ...flags], {
      cwd: home,
      env: {
        PATH: process.env.PATH,
        HOME: this.data,
        NODE_ENV: 'production',
        // One person creates the rooms of a whole test file, which is more than the usual limit.
        ROOMS_PER_DAY: '100000',
        TEST_CLOCK_SHIFT_MS: String(this.shiftMs),
        ...this.#environment,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    // 'exit' can come before all output is read; 'close' comes after it.
    this.#ended = once(this.#process, 'close').then(([code, signal]) => ({ code, signal }))
    this.port = await within('the relay prints its address', this.#address(), 30_000)
    return this
  }

  #address(): Promise<number> {
    return new Promise((resolve, reject) => {
      const read = (chunk: Buffer) => {
        this.#output += chunk
        const port = printedAddress.exec(this.#output)?.[1]
        if (port !== undefined) resolve(Number(port))
      }
      this.#process.stdout!.on('data', read)
      this.#process.stderr!.on('data', read)
      void this.#ended.then(() => reject(new Error(`the relay exited while starting: ${this.#output}`)))
    })
  }

  /** Sends a signal and waits until the process has ended. */
  async kill(signal: NodeJS.Signals = 'SIGKILL') {
    this.#process.kill(signal)
    return await within(`the relay ends after ${signal}`, this.#ended)
  }

  ended() {
    return within('the relay ends', this.#ended)
  }

  async pulse(question: 'read' | 'reset' | 'collect' = 'read'): Promise<Pulse> {
    const answer = once(this.#process, 'message')
    this.#process.send(question)
    const [pulse] = await within('the relay answers its pulse', answer)
    return pulse as Pulse
  }

  /** Shifts the clock of the running relay: this far ahead of the machine's. */
  async setClock(shiftMs: number): Promise<void> {
    this.shiftMs = shiftMs
    const answer = once(this.#process, 'message')
    this.#process.send(shiftMs)
    await within('the relay has another clock', answer)
  }

  /** Stops it and deletes its data. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isAlive) await this.kill('SIGKILL')
    if (this.#ownsData) rmSync(this.data, { recursive: true, force: true })
  }

  stop(): Promise<void> {
    return this[Symbol.asyncDispose]()
  }
}

export const startRelay = (options: RelayOptions = {}): Promise<Relay> => new Relay(options).start()
