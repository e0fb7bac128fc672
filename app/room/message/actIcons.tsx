import Copy from 'lucide-solid/icons/copy'
import SmilePlus from 'lucide-solid/icons/face-slightly-smiling-plus'
import FileText from 'lucide-solid/icons/file-text'
import Link from 'lucide-solid/icons/link'
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
  copy: Copy,
  'copy-markdown': FileText,
  select: TextSelect,
  'copy-link': Link,
  pin: Pin,
  unpin: PinOff,
  'who-reacted': Users,
  history: History,
  erase: Trash,
}

export function ActIcon(props: { act: MessageAct }) {
  const size = 16
  return <>{icons[props.act](props.act === 'reply' ? { size, class: 'mirrors' } : { size })}</>
}
