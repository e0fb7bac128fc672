import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BadConfig } from '../config/config.ts'
import { openFolder } from '../data-folder/folder.ts'
import { lockFolder } from '../data-folder/lock.ts'
import type { DemoDay } from './day.ts'

/** Marks a data folder as a demo's. A folder without this file is never emptied. */
const marker = 'demo.json'
const noDay: DemoDay = { day: '', began: '', rooms: [] }

/**
 * Uses an empty folder for the demo, or one that it used before. Throws `BadConfig` for any other, because it would be
 * emptied daily.
 */
export const claimFolder = (folder: string): void => {
  openFolder(folder)
  if (isDemoFolder(folder)) return
  if (readdirSync(folder).length > 0)
    throw new BadConfig(
      `${folder} holds something that is not a demo's. A demo empties its folder every day, so give it a folder of its own.`,
    )
  noteDay(folder, noDay)
}

/** A normal relay must not use a demo's folder, because a demo would empty it. Throws `BadConfig`. */
export const refuseDemoFolder = (folder: string): void => {
  if (isDemoFolder(folder))
    throw new BadConfig(
      `${folder} belongs to a demo, which deletes its data every day. Start with --demo, or choose another --data folder.`,
    )
}

const isDemoFolder = (folder: string): boolean => existsSync(join(folder, marker))

/** The day for which the folder was seeded. Null if the seeding was not finished. */
export const notedDay = (folder: string): DemoDay | null => {
  try {
    const { day, began, rooms } = JSON.parse(readFileSync(join(folder, marker), 'utf8')) as DemoDay
    return day === '' ? null : { day, began, rooms }
  } catch {
    return null // interrupted by a crash, so the day is seeded again
  }
}

/** Writes the file completely or not at all. */
export const noteDay = (folder: string, day: DemoDay): void => {
  const draft = join(folder, `${marker}.new`)
  writeFileSync(draft, JSON.stringify(day))
  renameSync(draft, join(folder, marker))
}

/** Empties a folder that no relay is using. Throws `FolderInUse`. */
export const forgetFolder = async (folder: string): Promise<void> => {
  const unlock = await lockFolder(folder)
  try {
    noteDay(folder, noDay)
    for (const name of readdirSync(folder))
      if (name !== marker && !name.startsWith('lock.db')) rmSync(join(folder, name), { recursive: true })
  } finally {
    unlock()
  }
}
