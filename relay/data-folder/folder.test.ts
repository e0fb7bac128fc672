import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BadConfig } from '../config/config.ts'
import { openFolder } from './folder.ts'
import { FolderInUse, lockFolder } from './lock.ts'
import { readSecret } from './secret.ts'

const script = (folder: string) => `
  const { lockFolder } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)})
  await lockFolder(${JSON.stringify(folder)})
  console.log('held')
  setInterval(() => {}, 1000)
`

describe('the data folder', () => {
  let folder: string
  let child: ChildProcess | null = null
  const before = process.umask()

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'yabber-')), 'data')
    openFolder(folder)
  })
  afterEach(() => {
    child?.kill('SIGKILL')
    process.umask(before)
    rmSync(join(folder, '..'), { recursive: true })
  })

  const lockElsewhere = async () => {
    child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script(folder)])
    await once(child.stdout!, 'data')
    return child
  }

  it('and everything in it is readable only by its owner', async () => {
    readSecret(folder)
    const release = await lockFolder(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0)
    expect(statSync(join(folder, 'lock.db')).mode & 0o077).toBe(0)
    release()
  })

  it('keeps the secret from its first start', () => {
    const secret = readSecret(folder)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect(readSecret(folder)).toBe(secret)
    expect(existsSync(join(folder, `secret.${process.pid}`))).toBe(false)
  })

  it('serves only one process, and tells that to the second', async () => {
    await lockElsewhere()
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUse)
    await expect(lockFolder(folder)).rejects.toThrow('Another relay is running on')
  })

  it('is refused if its secret is easy to guess', () => {
    openFolder(folder)
    writeFileSync(join(folder, 'secret'), '\n')
    expect(() => readSecret(folder)).toThrow(BadConfig)
  })

  it('is free again after kill -9', async () => {
    const holder = await lockElsewhere()
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const release = await lockFolder(folder)
    release()
  })
})
