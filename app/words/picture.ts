import { translate } from './language.ts'

/** Words for choosing the picture of a person or a room. */
export const t = translate('picture', {
  choose: 'Choose a picture',
  change: 'Change',
  remove: 'Remove',
  file: (label: string) => `${label}: file`,
  notOpened: 'Couldn’t open this file as a picture. Try another.',

  crop: 'Crop picture',
  part: 'Part of the picture. Arrow keys move it, plus and minus zoom.',
  zoom: 'Zoom',
  use: 'Use picture',
  notUsed: 'Couldn’t use this picture. Try another.',
})
