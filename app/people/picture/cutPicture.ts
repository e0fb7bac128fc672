import { largestPicture, widestPicture } from '../../../shared/picture/picture.ts'
import { withoutMetadata } from '../../../shared/picture/without-metadata.ts'
import type { Square } from './square.ts'

/** Turned upright as its camera meant it. Null: this browser cannot read it as a picture. */
export const readPicture = async (file: Blob): Promise<ImageBitmap | null> =>
  createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)

/** Draws the square anew and packs it: nothing of the file that it came from is left but what is to be seen. */
export const cutPicture = async (from: ImageBitmap, square: Square): Promise<Uint8Array> => {
  const edge = Math.max(1, Math.min(widestPicture, Math.round(square.edge)))
  const canvas = makeCanvas(edge)
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null
  if (!context) throw new Error('no canvas to draw on')
  context.imageSmoothingQuality = 'high'
  // Behind what can be seen through: on screen it stands over initials.
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, edge, edge)
  context.drawImage(from, square.x, square.y, square.edge, square.edge, 0, 0, edge, edge)
  return withoutMetadata(await pack(canvas))
}

const qualities = [0.9, 0.8, 0.6, 0.4]

/** WebP where the browser makes it, else JPEG; as good as fits. */
const pack = async (canvas: Canvas): Promise<Uint8Array> => {
  for (const quality of qualities) {
    const webp = await toBlob(canvas, 'image/webp', quality)
    const blob = webp.type === 'image/webp' ? webp : await toBlob(canvas, 'image/jpeg', quality)
    if (blob.size <= largestPicture) return new Uint8Array(await blob.arrayBuffer())
  }
  throw new Error('the picture does not get small enough')
}

type Canvas = OffscreenCanvas | HTMLCanvasElement

/** Off the page, where the browser can draw there. */
const makeCanvas = (edge: number): Canvas =>
  typeof OffscreenCanvas === 'function'
    ? new OffscreenCanvas(edge, edge)
    : Object.assign(document.createElement('canvas'), { width: edge, height: edge })

const toBlob = (canvas: Canvas, type: string, quality: number): Promise<Blob> =>
  'convertToBlob' in canvas
    ? canvas.convertToBlob({ type, quality })
    : new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('not packed'))), type, quality),
      )
