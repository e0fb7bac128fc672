import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { until, within } from '../../world/until.ts'
import { findProgram } from '../find-engines.mjs'

const windowScript = fileURLToPath(new URL('./window.js', import.meta.url))

/**
 * A WebKit window on a screen of its own, driven over W3C WebDriver (https://www.w3.org/TR/webdriver2/). This is a dozen
 * lines of HTTP; the libraries for it no longer run on Node 20, which Yabber supports.
 */
export class Driver {
  readonly #address: string
  readonly #processes: ChildProcess[]
  #session = ''

  private constructor(address: string, processes: ChildProcess[]) {
    this.#address = address
    this.#processes = processes
  }

  /** Opens a window with the profile in `folder`. */
  static async open(folder: string): Promise<Driver> {
    const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [display] = await within('Xvfb names its display', once(screen.stdout, 'data'))
    const port = await freePort()
    const browser = spawn('WebKitWebDriver', [`--port=${port}`], {
      env: {
        ...process.env,
        DISPLAY: `:${String(display).trim()}`,
        GDK_BACKEND: 'x11',
        HOME: folder,
        XDG_RUNTIME_DIR: folder,
        // The sandbox does not start for root, nor inside of containers. The pages are our own.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      },
      stdio: 'ignore',
    })
    const driver = new Driver(`http://127.0.0.1:${port}`, [browser, screen])
    try {
      await driver.#start(folder)
      return driver
    } catch (why) {
      await driver.#end()
      throw why
    }
  }

  async #start(folder: string): Promise<void> {
    const isListening = () =>
      this.#request('GET', '/status').then(
        () => true,
        () => false, // refused: not yet
      )
    await until('WebKitWebDriver listens', isListening)
    const options = { binary: findProgram('gjs'), args: ['-m', windowScript, folder] }
    // Tests wait for what they need. On a busy machine the page's last file took more than 30 s.
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options, pageLoadStrategy: 'eager' } }
    const { sessionId } = (await this.#request('POST', '/session', { capabilities })) as { sessionId: string }
    this.#session = `/session/${sessionId}`
  }

  /** Sends a command of the session, such as `/url`. */
  send(path: string, body: object = {}): Promise<unknown> {
    return this.#request('POST', this.#session + path, body)
  }

  read(path: string): Promise<unknown> {
    return this.#request('GET', this.#session + path)
  }

  async #request(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(this.#address + path, { method, body: body && JSON.stringify(body) })
    const { value } = (await answer.json()) as { value: { error: string; message: string } }
    if (!answer.ok) throw new Error(`${path.split('/').at(-1)}: ${value.error}: ${value.message}`)
    return value
  }

  /** Closes the window. Its profile is on disk then. */
  async close(): Promise<void> {
    await this.#request('DELETE', this.#session)
    await this.#end()
  }

  async #end(): Promise<void> {
    for (const process of this.#processes) {
      if (process.exitCode !== null || process.signalCode !== null) continue
      process.kill()
      await once(process, 'exit')
    }
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port')
  return address.port
}
