import { Dialog } from '../ui/popups/Dialog.tsx'
import { t } from '../words/emoji.ts'
import { EmojiPicker } from './EmojiPicker.tsx'

export default function EmojiSheet(props: { onPick: (emoji: string) => void; onClose: () => void }) {
  return (
    <Dialog title={t('title')} bare onClose={() => props.onClose()}>
      <EmojiPicker onPick={(emoji) => props.onPick(emoji)} />
    </Dialog>
  )
}
