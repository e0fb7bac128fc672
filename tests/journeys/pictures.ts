import type { Page } from 'playwright'
import { exif } from '../world/pictures.ts'
import { expect } from './verbs.ts'

export interface PictureFile {
  name: string
  mimeType: string
  buffer: Buffer
}

/** A photo that the browser draws and encodes: the left half red, the right half blue, wider than high. */
export const drawnPicture = async (page: Page, width = 1200, height = 800): Promise<PictureFile> => {
  const bytes = await page.evaluate(
    async ([width, height]) => {
      const canvas = new OffscreenCanvas(width as number, height as number)
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
      context.fillStyle = '#d02020'
      context.fillRect(0, 0, width as number, height as number)
      context.fillStyle = '#2040d0'
      context.fillRect((width as number) / 2, 0, (width as number) / 2, height as number)
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })
      return [...new Uint8Array(await blob.arrayBuffer())]
    },
    [width, height],
  )
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) }
}

/**
 * The same photo as a camera held upright would store it: turned on its side, with the orientation and the place in its
 * EXIF data.
 */
export const withPlace = (picture: PictureFile): PictureFile => ({
  ...picture,
  buffer: Buffer.concat([picture.buffer.subarray(0, 2), Buffer.from(exif()), picture.buffer.subarray(2)]),
})

export const choosePicture = (page: Page, picture: PictureFile): Promise<void> =>
  page.locator('.picture-picker input[type=file]').setInputFiles(picture)

/**
 * Accepts the suggested square. The dialog stays open while the picture is encoded and blocks the page below, so this
 * waits until it is gone.
 */
export const usePicture = async (page: Page): Promise<void> => {
  const cut = page.getByRole('dialog', { name: 'Crop picture' })
  await cut.getByRole('button', { name: 'Use picture' }).click()
  await expect(cut).toHaveCount(0)
}
