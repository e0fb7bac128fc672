import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** So much must go onto the disk; a database writes no less at a time. */
const probeBytes = 256 * 1024
/** Whoever asks more often than that hears the last answer again. */
const keptMs = 2_000

/** Tells whether the folder takes more, by writing something there; `fresh`: as it is at this moment. */
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
    return false // full, or no longer to be written for another reason
  } finally {
    await rm(path, { force: true }).catch(() => {})
  }
}
