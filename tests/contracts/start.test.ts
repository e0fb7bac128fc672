import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { relayBundle } from '../world/bundle.ts'

let parent: string
let data: string
/** The bundle that people run. */
let main: string
const relays: { child: ChildProcess; ended: Promise<number | null> }[] = []
beforeAll(async () => {
  main = await relayBundle()
})
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'yabber-start-'))
  data = join(parent, 'data')
})
afterEach(async () => {
  for (const { child, ended } of relays.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
  rmSync(parent, { recursive: true })
})

const run = (...args: string[]) => runBehind([], ...args)

/** Starts the relay. `before`: a program that starts it with fewer rights than ours, and its arguments. */
const runBehind = (before: string[], ...args: string[]) => {
  const [program = '', ...rest] = [...before, process.execPath, main, '--data', data, ...args]
  const child = spawn(program, rest, { env: { ...process.env, PORT: '0' } })
  // 'exit' can come before all output is read; 'close' comes after it.
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  relays.push({ child, ended })
  const said = { out: '', error: '' }
  child.stdout.on('data', (bytes) => {
    said.out += bytes
  })
  child.stderr.on('data', (bytes) => {
    said.error += bytes
  })
  return {
    child,
    said,
    async url() {
      while (!/http:\/\/\S+/.test(said.out)) await once(child.stdout, 'data')
      return /http:\/\/\S+/.exec(said.out)?.[0] ?? ''
    },
    ended: () => ended,
  }
}

const hasIPv6 = Object.values(networkInterfaces()).some((of) => of?.some(({ address }) => address === '::1'))
const succeeds = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0

/** Makes only this folder read-only. */
const readOnly = ['unshare', '-m', 'sh', '-c', 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"']
const mayMount = succeeds(...(readOnly as [string]), tmpdir(), 'true')
const withoutPorts = ['setpriv', '--bounding-set=-net_bind_service']
const mayDropPorts = succeeds(...(withoutPorts as [string]), 'true')

describe('with fewer rights the relay says in one sentence', () => {
  it.runIf(mayMount)('that its file system is read-only, whether the folder is used, empty or missing', async () => {
    const first = run()
    await first.url()
    first.child.kill('SIGTERM')
    await first.ended()
    const used = data
    const empty = join(parent, 'empty')
    mkdirSync(empty)
    for (const [folder, mounted] of [
      [used, used],
      [empty, empty],
      [join(empty, 'deep', 'data'), empty],
    ] as const) {
      const relay = runBehind([...readOnly, mounted], '--data', folder)
      expect(await relay.ended()).toBe(1)
      expect(relay.said.error).toBe(
        `cannot write ${folder}: read-only file system. Mount it writable or pass --data.\n`,
      )
    }
  })

  it.runIf(mayDropPorts)('that it may not use a port below 1024', async () => {
    const relay = runBehind(withoutPorts, '--port', '81')
    expect(await relay.ended()).toBe(1)
    expect(relay.said.error).toBe(
      'cannot listen on 127.0.0.1:81: this user may not use that port. Choose a --port from 1024 up.\n',
    )
  })
})

describe('the relay’s process', () => {
  it('serves, keeps everything in one folder that only its owner can read, and stops when told', async () => {
    const relay = run()
    const answer = await fetch(`${await relay.url()}/healthz`)
    expect(await answer.text()).toBe('ok')
    expect(statSync(data).mode & 0o777).toBe(0o700)
    for (const file of readdirSync(data)) expect(statSync(join(data, file)).mode & 0o077).toBe(0)
    expect(readdirSync(parent)).toEqual(['data'])
    relay.child.kill('SIGTERM')
    expect(await relay.ended()).toBe(0)
    expect(relay.said.error).toBe('')
  })

  it.each(['127.0.0.1', ...(hasIPv6 ? ['::1'] : [])])(
    'listening on %s, prints the address at which passkeys work, and answers there wherever a browser looks for it',
    async (host) => {
      const relay = run('--host', host)
      const url = await relay.url()
      expect(url).toMatch(/^http:\/\/localhost:\d+$/)
      const { port } = new URL(url)
      const hosts = ['localhost', '127.0.0.1', ...(hasIPv6 ? ['[::1]'] : [])]
      for (const host of hosts) expect(await (await fetch(`http://${host}:${port}/healthz`)).text()).toBe('ok')
      relay.child.kill('SIGTERM')
      expect(await relay.ended()).toBe(0)
    },
  )

  it.runIf(hasIPv6)('prints its IP address when another program uses that port of localhost', async () => {
    const other = createServer()
    await new Promise<void>((listens) => other.listen(0, '::1', listens))
    const { port } = other.address() as AddressInfo
    try {
      expect(await run('--port', `${port}`).url()).toBe(`http://127.0.0.1:${port}`)
    } finally {
      other.close()
    }
  })

  it.runIf(hasIPv6)('listens only on its own address when a proxy stands in front of it', async () => {
    const free = createServer()
    await new Promise<void>((listens) => free.listen(0, '127.0.0.1', listens))
    const { port } = free.address() as AddressInfo
    await new Promise((closed) => free.close(closed))
    await run('--port', `${port}`, '--origin', 'http://localhost:1').url()
    expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).text()).toBe('ok')
    await expect(fetch(`http://[::1]:${port}/healthz`)).rejects.toThrow()
  })

  it('refuses a folder that another relay serves, with a sentence, until that relay is killed', async () => {
    const first = run()
    await first.url()
    const second = run()
    expect(await second.ended()).toBe(1)
    expect(second.said.error).toMatch(/^Another relay is running on .*\n$/)
    first.child.kill('SIGKILL')
    await first.ended()
    const third = run()
    expect(await third.url()).toMatch(/^http/)
  })

  it("serves a demo from its own folder, and refuses to mix a demo's data with real data", async () => {
    const demo = run('--demo')
    expect((await (await fetch(`${await demo.url()}/api/rooms`)).json()).length).toBeGreaterThan(0)
    demo.child.kill('SIGTERM')
    expect(await demo.ended()).toBe(0)
    const forGood = run()
    expect(await forGood.ended()).toBe(1)
    expect(forGood.said.error).toMatch(/belongs to a demo, which deletes its data every day\. .*\n$/)
    data = join(parent, 'for-good')
    const relay = run()
    await relay.url()
    relay.child.kill('SIGTERM')
    await relay.ended()
    const other = run('--demo')
    expect(await other.ended()).toBe(1)
    expect(other.said.error).toMatch(/holds something that is not a demo's\. .*\n$/)
  })

  it('says in a sentence what is wrong with its settings', async () => {
    const relay = run('--registration', 'perhaps')
    expect(await relay.ended()).toBe(1)
    expect(relay.said.error).toBe('Registration is open, invitation or closed, not "perhaps".\n')
  })

  it('says in one sentence what keeps it from starting: what, where, why, and what to do', async () => {
    data = join(parent, 'file')
    writeFileSync(data, 'no folder')
    const relay = run()
    expect(await relay.ended()).toBe(1)
    expect(relay.said.error).toBe(
      `cannot write ${data}: it is a file, not a folder. Move the file away or pass --data.\n`,
    )
  })

  it.runIf(hasIPv6)('accepts requests from its own page on each address it listens on', async () => {
    const six = run('--host', '[::1]')
    const url = `http://[::1]:${new URL(await six.url()).port}`
    const headers = { 'content-type': 'application/json', origin: new URL(url).origin }
    expect((await fetch(`${url}/api/sign-in`, { method: 'POST', headers, body: '{}' })).status).not.toBe(403)
    expect(six.said.out).not.toContain('beyond this machine')
  })

  it('says so when other machines can reach it', async () => {
    const wide = run('--host', '0.0.0.0')
    await wide.url()
    while (!wide.said.out.includes('Everything is kept')) await once(wide.child.stdout, 'data')
    expect(wide.said.out).toContain('It listens on 0.0.0.0, beyond this machine: others can reach it at ')
  })

  it('prints an invitation while another process serves', async () => {
    const relay = run('--registration', 'invitation')
    const url = await relay.url()
    const command = run('invite')
    expect(await command.ended()).toBe(0)
    const invitation = /^ {2}(\S{22})$/m.exec(command.said.out)?.[1]
    const answer = await fetch(`${url}/api/sign-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'olga', email: 'olga@example.org', password: 'brown cow jumps', invitation }),
    })
    expect(await answer.json()).toMatchObject({ user: { username: 'olga', admin: true } })
  })

  it('refuses a log in an unknown format with code 1, and leaves nothing in the folder', async () => {
    const log = join(parent, 'pond.log')
    writeFileSync(log, 'dear diary,\ntoday I saw a heron.\n')
    const importing = () => run('seed', '--irc', log, '--room', 'pond')
    const sentence =
      /^cannot read LOG: the log format is unknown\. Tried: .*\.\nIt begins:\n {2}"dear diary,"\n {2}"today I saw a heron\."\n$/
    const isRefused = async ({ said, ended }: ReturnType<typeof run>) => {
      expect(await ended()).toBe(1)
      expect(said.error.replace(log, 'LOG')).toMatch(sentence)
      expect(said.out).toBe('')
    }
    await isRefused(importing())
    expect(readdirSync(parent)).toEqual(['pond.log'])
    const relay = run()
    await relay.url()
    relay.child.kill('SIGTERM')
    await relay.ended()
    await isRefused(importing())
    expect(await (await fetch(`${await run().url()}/api/rooms`)).json()).toEqual([])
  })

  it('makes somebody an admin while another process serves', async () => {
    const relay = run()
    const url = await relay.url()
    const signUp = (username: string) =>
      fetch(`${url}/api/sign-up`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, email: 'x@example.org', password: 'brown cow jumps' }),
      })
    await signUp('olga')
    const authorization = `Bearer ${(await signUp('Milo')).headers.get('set-auth-token')}`
    const isAdmin = async () => (await (await fetch(`${url}/api/me`, { headers: { authorization } })).json()).user.admin
    expect(await isAdmin()).toBe(false)
    const command = run('admin', 'milo')
    expect(await command.ended()).toBe(0)
    expect(await isAdmin()).toBe(true)
    const nobody = run('admin', 'nobody')
    expect(await nobody.ended()).toBe(1)
    expect(nobody.said.error).toBe('Nobody can sign in with the user name "nobody".\n')
  })
})
