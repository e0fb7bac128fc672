import { translate } from './language.ts'

/** Why a room cannot have this name. */
export const t = translate('takenName', {
  mine: 'You’re already in a room with that name. Open it, or choose another name.',
  public: 'There’s already a public room with that name. Open it, or choose another name.',
  private: 'There’s already a private room with that name. Choose another name.',
  none: 'There’s already a room with that name. Choose another name.',
  refused: 'There’s already a room with that name. Choose another name.',
  open: 'Open that room',
})
