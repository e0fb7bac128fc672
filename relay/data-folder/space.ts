import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** How much is written as a test. A database writes at least this much at a time. */
const probeBytes = 256 * 1024
/** How long an answer is reused. */
const keptMs = 2_000

/** Tells whether the folder has space, by writing to it. `fresh`: do not reuse an earlier answer. */
export const watchSpace = (folder: string, now: () => number) => {
  let asked = Number.NEGATIVE_INFINITY
  let answer: Promise<boolean> = Promise.resolve(true)
  return (fresh = false): Promise<boolean> => {
    if (fresh || now() - asked >= keptMs) {
      asked = now()
      answer = takesMore(join(folder, 'space.probe'))
    }
    return answer
  }
}
export type HasSpace = ReturnType<typeof watchSpace>

const takesMore = async (path: string): Promise<boolean> => {
  try {
    const file = await open(path, 'w', 0o600)
    try {
      await file.writeFile(Buffer.alloc(probeBytes, 1))
      await file.datasync()
    } finally {
      await file.close()
    }
    return true
  } catch {
    return false // full, or not writable for another reason
  } finally {
    await rm(path, { force: true }).catch(() => {})
  }
}
