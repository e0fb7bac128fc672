import type { Emoji } from './table.ts'

const face = '😀'
const sizePx = 24
/** It has 15.1 too, but draws some of those as two pictures, because their parts are in two of its files. */
const newestInOurFont = 15

const makePen = () => {
  const pen = new OffscreenCanvas(sizePx * 2, sizePx * 2).getContext('2d', { willReadFrequently: true })
  if (pen) {
    pen.font = `${sizePx}px sans-serif`
    pen.textBaseline = 'top'
  }
  return pen
}

/** Whether text comes out in colour although the pen is black. Missing characters, and letters instead of emoji, don't. */
const isInColour = (pen: OffscreenCanvasRenderingContext2D, text: string): boolean => {
  pen.clearRect(0, 0, sizePx * 2, sizePx * 2)
  pen.fillText(text, 0, 0)
  const { data } = pen.getImageData(0, 0, sizePx * 2, sizePx * 2)
  for (let at = 0; at < data.length; at += 4) if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return true
  return false
}

/** Whether the system has a font with coloured emoji. */
export const drawsEmoji = (): boolean => {
  const pen = makePen()
  return pen !== null && isInColour(pen, face)
}

/**
 * The newest version of which the system draws emoji. Newer ones would be empty boxes, or two pictures side by side
 * where one is meant. A system without emoji gets our font.
 */
export const newestDrawn = (emojis: readonly Emoji[]): number => {
  const pen = makePen()
  if (!pen || !isInColour(pen, face)) return newestInOurFont
  const widest = pen.measureText(face).width * 1.5
  const versions = [...new Set(emojis.map(({ version }) => version))].sort((a, b) => b - a)
  const isDrawn = (version: number) => {
    const one = emojis.find((emoji) => emoji.version === version)?.emoji ?? ''
    return pen.measureText(one).width < widest && isInColour(pen, one)
  }
  return versions.find(isDrawn) ?? Number.POSITIVE_INFINITY
}
