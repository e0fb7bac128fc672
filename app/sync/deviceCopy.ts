import type { Doc } from 'yjs'
import type { Clock } from '../base/clock.ts'
import type { StorageTrouble } from '../store/storageTrouble.ts'
import { type Persistence, persist } from './persistence.ts'

/** A document's copy on this device, which is stored again if the browser deleted it. */
export interface DeviceCopy extends Persistence {
  /** If the browser deleted the copy, stores everything in memory as a new copy. */
  keepAnew(): Promise<void>
  /** From now on the copy is not stored again. */
  stop(): void
}

export interface DeviceCopyParts {
  user: string
  document: string
  doc: Doc
  clock: Clock
  trouble(what: StorageTrouble): void
  /** Whether the document shows what the copy had. */
  hasLoaded(): boolean
  /** Another tab cleared or replaced the copy, or the browser deleted it before it was loaded. */
  startOver(): void
}

/** If another tab signs out and deletes this data, it says so within this time, and then nothing is stored again. */
const keepAnewAfterMs = 500

export const keepCopy = ({
  user,
  document,
  doc,
  clock,
  trouble,
  hasLoaded,
  startOver,
}: DeviceCopyParts): DeviceCopy => {
  let isStopped = false
  let isUnkept = false
  let cancelKeep = () => {}
  /** If another tab cleared or replaced the copy, this tab starts over too. If the browser deleted it, memory still has the content. */
  const taken = (by: 'tab' | 'browser') => {
    if (by === 'tab' || !hasLoaded()) return startOver()
    void kept.close()
    if (isStopped) return
    isUnkept = true
    cancelKeep = clock.after(keepAnewAfterMs, () => void keepAnew())
  }
  const open = () => persist({ name: documentDatabase(user, document), doc, clock, trouble, taken })
  let kept = open()
  const keepAnew = async () => {
    if (isUnkept) {
      isUnkept = false
      cancelKeep()
      trouble('evicted')
      kept = open()
    }
    await kept.loaded
  }
  return {
    get loaded() {
      return kept.loaded
    },
    rewrite: () => kept.rewrite(),
    lost: () => kept.lost(),
    keepLost: (names) => kept.keepLost(names),
    close: () => kept.close(),
    replace: (content) => kept.replace(content),
    clear: () => kept.clear(),
    keepAnew,
    stop: () => {
      isStopped = true
      isUnkept = false
      cancelKeep()
    },
  }
}

export const documentDatabase = (user: string, document: string): string => `yabber/${user}/${document}`
