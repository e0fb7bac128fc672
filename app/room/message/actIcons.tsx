import Bookmark from 'lucide-solid/icons/bookmark'
import BookmarkX from 'lucide-solid/icons/bookmark-x'
import CheckCheck from 'lucide-solid/icons/check-check'
import CircleDot from 'lucide-solid/icons/circle-dot'
import CircleStop from 'lucide-solid/icons/circle-stop'
import Copy from 'lucide-solid/icons/copy'
import SmilePlus from 'lucide-solid/icons/face-slightly-smiling-plus'
import FileText from 'lucide-solid/icons/file-text'
import Forward from 'lucide-solid/icons/forward'
import Link from 'lucide-solid/icons/link'
import ListChecks from 'lucide-solid/icons/list-checks'
import MessagesSquare from 'lucide-solid/icons/messages-square'
import Pencil from 'lucide-solid/icons/pencil'
import Pin from 'lucide-solid/icons/pin'
import PinOff from 'lucide-solid/icons/pin-off'
import Reply from 'lucide-solid/icons/reply'
import History from 'lucide-solid/icons/rotate-ccw-clock'
import TextSelect from 'lucide-solid/icons/text-cursor'
import Trash from 'lucide-solid/icons/trash'
import Users from 'lucide-solid/icons/users'
import type { JSX } from 'solid-js'
import type { MessageAct } from './acts.ts'

const icons: Record<MessageAct, (props: { size: number; class?: string }) => JSX.Element> = {
  react: SmilePlus,
  reply: Reply,
  thread: MessagesSquare,
  edit: Pencil,
  forward: Forward,
  copy: Copy,
  'copy-markdown': FileText,
  select: TextSelect,
  'copy-link': Link,
  'select-several': ListChecks,
  pin: Pin,
  unpin: PinOff,
  save: Bookmark,
  unsave: BookmarkX,
  'mark-unread': CircleDot,
  'who-reacted': Users,
  'read-by': CheckCheck,
  history: History,
  'close-poll': CircleStop,
  erase: Trash,
}

export function ActIcon(props: { act: MessageAct }) {
  const size = 16
  return (
    <>{icons[props.act](props.act === 'reply' || props.act === 'forward' ? { size, class: 'mirrors' } : { size })}</>
  )
}
