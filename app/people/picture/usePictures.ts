import type { KeptPictures } from '../../outgoing/keptPictures.ts'
import { viewContext } from '../../ui/reactive/viewContext.ts'

/** Pictures made on this device that are being sent to the relay. `pictureUrl` shows them. */
export const [PicturesContext, usePictures] = viewContext<Pick<KeptPictures, 'put'>>()
