import type { Task } from '../../../shared/markdown/node.ts'
import { isolated } from '../../words/marks.ts'
import type { MessageView, RoomView } from '../model/RoomView.ts'
import './task-box.css'

/** The box that was ticked last. It is drawn anew with its message, and keeps the focus. */
let ticked: { name: string; at: number } | null = null

/** A box of a task list that its author can tick. It changes with the message. */
export default function TaskBox(props: {
  task: Task
  label: string
  message: MessageView
  room: RoomView
  active: boolean
}) {
  const onClick = (event: MouseEvent) => {
    event.preventDefault()
    const { at, done } = props.task
    ticked = { name: props.message.name, at }
    // If it cannot be stored, the box stays as it is.
    void props.room.tick(props.message, at, !done).catch(() => {})
  }
  const keepFocus = (box: HTMLInputElement) => {
    const { name, at } = ticked ?? {}
    if (name !== props.message.name || at !== props.task.at) return
    ticked = null
    queueMicrotask(() => document.activeElement === document.body && box.focus({ preventScroll: true }))
  }
  return (
    <input
      ref={keepFocus}
      type="checkbox"
      class="task-box"
      aria-label={isolated(props.label)}
      checked={props.task.done}
      tabindex={props.active ? 0 : -1}
      onClick={onClick}
    />
  )
}
