import { largestPicture, widestPicture } from '../../shared/picture/picture.ts'
import { withoutMetadata } from '../../shared/picture/withoutMetadata.ts'
import type { Square } from './square.ts'

/** Turned upright as its camera meant it. Null: this browser cannot read it as a picture. */
export const readPicture = async (file: Blob): Promise<ImageBitmap | null> =>
  createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)

/** Draws the square anew and packs it: nothing of the file that it came from is left but what is to be seen. */
export const cutPicture = async (from: ImageBitmap, square: Square): Promise<Uint8Array> => {
  const edge = Math.max(1, Math.min(widestPicture, Math.round(square.edge)))
  const canvas = new OffscreenCanvas(edge, edge)
  const context = canvas.getContext('2d')
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
const pack = async (canvas: OffscreenCanvas): Promise<Uint8Array> => {
  for (const quality of qualities) {
    const webp = await canvas.convertToBlob({ type: 'image/webp', quality })
    const blob = webp.type === 'image/webp' ? webp : await canvas.convertToBlob({ type: 'image/jpeg', quality })
    if (blob.size <= largestPicture) return new Uint8Array(await blob.arrayBuffer())
  }
  throw new Error('the picture does not get small enough')
}
