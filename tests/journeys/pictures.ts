import type { Page } from 'playwright'
import { exif } from '../world/pictures.ts'
import { expect } from './verbs.ts'

export interface PictureFile {
  name: string
  mimeType: string
  buffer: Buffer
}

/** A photograph as the page's own browser packs it: the left half red, the right half blue, wider than high. */
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

/** The same as a camera would keep it that was held upright: lying on its side, with a note of that and of the place. */
export const withPlace = (picture: PictureFile): PictureFile => ({
  ...picture,
  buffer: Buffer.concat([picture.buffer.subarray(0, 2), Buffer.from(exif()), picture.buffer.subarray(2)]),
})

export const choosePicture = (page: Page, picture: PictureFile): Promise<void> =>
  page.locator('.picture-picker input[type=file]').setInputFiles(picture)

/** Takes the square as it is. While the picture is packed, what lies under the dialog takes no input: waits until it is gone. */
export const usePicture = async (page: Page): Promise<void> => {
  const cut = page.getByRole('dialog', { name: 'Cut the picture' })
  await cut.getByRole('button', { name: 'Use picture' }).click()
  await expect(cut).toHaveCount(0)
}
