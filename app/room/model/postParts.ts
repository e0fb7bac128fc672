import { isVisible } from '../../../shared/visible.ts'
import { cleanText } from './cleanText.ts'
import { fitsOneMessage } from './messageLength.ts'

/** Part of a text could not be stored on this device. */
export class NotAllKept extends Error {
  /** The text that was not stored. The author can still send it. */
  readonly rest: string

  constructor(rest: string, cause: unknown) {
    super('part of the text could not be stored on this device', { cause })
    this.name = 'NotAllKept'
    this.rest = rest
  }
}

/** Writes a text in as many parts as it needs, one after the other. Throws `NotAllKept` with the parts not written. */
export const postParts = async (text: string, write: (part: string, at: number) => Promise<unknown>): Promise<void> => {
  const whole = cleanText(text)
  const parts = fitsOneMessage(whole) ? [whole].filter(isVisible) : await splitLong(whole)
  for (const [at, part] of parts.entries()) {
    await write(part, at).catch((cause) => {
      throw new NotAllKept(at === 0 ? text : parts.slice(at).join('\n'), cause)
    })
  }
}

/** Loads what splits, which few texts need. */
const splitLong = async (text: string): Promise<readonly string[]> => (await import('./splitText.ts')).splitText(text)
