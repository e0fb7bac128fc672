import { largestPicture, widestPicture } from '../../../shared/picture/picture.ts'
import { withoutMetadata } from '../../../shared/picture/without-metadata.ts'
import type { Square } from './square.ts'

/** Reads a picture and rotates it by its EXIF orientation. Null if this browser cannot read it. */
export const readPicture = async (file: Blob): Promise<ImageBitmap | null> =>
  createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)

/**
 * Draws the square on a new canvas and encodes it, so that nothing of the original file remains except what is visible.
 */
export const cutPicture = async (from: ImageBitmap, square: Square): Promise<Uint8Array> => {
  const edge = Math.max(1, Math.min(widestPicture, Math.round(square.edge)))
  const canvas = makeCanvas(edge)
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null
  if (!context) throw new Error('this browser has no 2D canvas')
  context.imageSmoothingQuality = 'high'
  // A white background for transparent pictures, because on screen they are shown over initials.
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, edge, edge)
  context.drawImage(from, square.x, square.y, square.edge, square.edge, 0, 0, edge, edge)
  return withoutMetadata(await pack(canvas))
}

const qualities = [0.9, 0.8, 0.6, 0.4]

/** WebP if the browser can make it, else JPEG, in the best quality that fits `largestPicture`. */
const pack = async (canvas: Canvas): Promise<Uint8Array> => {
  for (const quality of qualities) {
    const webp = await toBlob(canvas, 'image/webp', quality)
    const blob = webp.type === 'image/webp' ? webp : await toBlob(canvas, 'image/jpeg', quality)
    if (blob.size <= largestPicture) return new Uint8Array(await blob.arrayBuffer())
  }
  throw new Error('the picture is too large even at the lowest quality')
}

type Canvas = OffscreenCanvas | HTMLCanvasElement

/** An off-screen canvas, if the browser has one. */
const makeCanvas = (edge: number): Canvas =>
  typeof OffscreenCanvas === 'function'
    ? new OffscreenCanvas(edge, edge)
    : Object.assign(document.createElement('canvas'), { width: edge, height: edge })

const toBlob = (canvas: Canvas, type: string, quality: number): Promise<Blob> =>
  'convertToBlob' in canvas
    ? canvas.convertToBlob({ type, quality })
    : new Promise((resolve, reject) =>
        canvas.toBlob(
          (blob) => (blob ? resolve(blob) : reject(new Error('this browser cannot encode the picture'))),
          type,
          quality,
        ),
      )
