import { createMemo, For, type JSX, Show, useContext } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Node, Task } from '../../../shared/markdown/node.ts'
import { plainText } from '../../../shared/markdown/plain.ts'
import { Arriving } from '../../status/Arriving.tsx'
import { part } from '../../ui/reactive/part.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/timeline.ts'
import { CodeBlock } from '../code/CodeBlock.tsx'
import { parse } from '../model/markdown.ts'
import { isOnlyEmoji } from './isOnlyEmoji.ts'
import { MentionsContext, Words } from './Mentions.tsx'
import { Spoiler } from './Spoiler.tsx'
import './message-text.css'

const TaskBox = part(() => import('./TaskBox.tsx'))

/**
 * The text of a message, drawn from nodes. For safety no string is ever read as HTML. An action begins with the name of
 * its `author`.
 */
export function MessageText(props: { text: string; imported: boolean; author?: string }) {
  const nodes = createMemo(() => parse(props.text, props.imported))
  return (
    <div class="text" classList={{ 'only-emoji': isOnlyEmoji(props.text) }} dir="auto">
      <For each={nodes()}>{(node) => draw(node, props.author)}</For>
    </div>
  )
}

function Nodes(props: { of: readonly Node[] }) {
  return <For each={props.of}>{(node) => draw(node)}</For>
}

/** The last character asks for the glyph of a text font, so that both boxes look alike beside an emoji font. */
const ticked = '☑\ufe0e '

function draw(node: Node, author?: string): JSX.Element {
  switch (node.type) {
    case 'text':
      return /[@#]/.test(node.text) ? <Words text={node.text} /> : capMarks(node.text)
    case 'paragraph':
      return (
        <p dir="auto">
          <Nodes of={node.nodes} />
        </p>
      )
    case 'strong':
      return (
        <strong>
          <Nodes of={node.nodes} />
        </strong>
      )
    case 'em':
      return (
        <em>
          <Nodes of={node.nodes} />
        </em>
      )
    case 'del':
      return (
        <del>
          <Nodes of={node.nodes} />
        </del>
      )
    case 'spoiler':
      return (
        <Spoiler>
          <Nodes of={node.nodes} />
        </Spoiler>
      )
    case 'action':
      return (
        <p class="action" dir="auto">
          <Show when={author}>
            {(name) => (
              <>
                <bdi class="action-author">{capMarks(name())}</bdi>{' '}
              </>
            )}
          </Show>
          <em>
            <Nodes of={node.nodes} />
          </em>
        </p>
      )
    case 'heading':
      return (
        <Part tag={headings[node.level - 1] ?? 'h6'} class="heading">
          <Nodes of={node.nodes} />
        </Part>
      )
    case 'quote':
      return (
        <blockquote>
          <Nodes of={node.nodes} />
        </blockquote>
      )
    case 'code':
      return <code dir="ltr">{capMarks(node.text)}</code>
    case 'block':
      return <CodeBlock text={node.text} language={node.language} />
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">
          <MentionsContext.Provider value={null}>
            <Nodes of={node.nodes} />
          </MentionsContext.Provider>
        </a>
      )
    case 'list':
      return (
        <Show
          when={node.ordered}
          fallback={
            <ul>
              <Nodes of={node.nodes} />
            </ul>
          }
        >
          <ol start={node.start}>
            <Nodes of={node.nodes} />
          </ol>
        </Show>
      )
    case 'item':
      return (
        <li dir="auto" classList={{ task: node.task !== null }}>
          <Show when={node.task}>{(task) => <Box task={task()} of={node.nodes} />}</Show>
          <Nodes of={node.nodes} />
        </li>
      )
    case 'table':
      return (
        <section class="table-scroll" tabindex="0" aria-label={t('table')}>
          <Part tag="table">
            <Nodes of={node.nodes} />
          </Part>
        </section>
      )
    case 'row':
      return (
        <Part tag="tr">
          <Nodes of={node.nodes} />
        </Part>
      )
    case 'cell':
      return (
        <Part tag={node.head ? 'th' : 'td'} class={`cell-${node.align}`} dir="auto">
          <Nodes of={node.nodes} />
        </Part>
      )
  }
}

/** Only the author can tick it. */
function Box(props: { task: Task; of: readonly Node[] }) {
  const around = useContext(MentionsContext)
  const Mark = () => (
    <span class="task-mark" role="img" aria-label={props.task.done ? t('done') : t('notDone')}>
      {props.task.done ? ticked : '☐ '}
    </span>
  )
  const own = () => (around?.message.acts.edit ? around : null)
  return (
    <Show when={own()} fallback={<Mark />}>
      {(place) => (
        <Arriving missing={Mark}>
          <TaskBox
            task={props.task}
            label={plainText(props.of.filter(({ type }) => type !== 'list'))}
            message={place().message}
            room={place().room}
            active={place().active}
          />
        </Arriving>
      )}
    </Show>
  )
}

/** The page has its own headings above those of messages. */
const headings = ['h3', 'h4', 'h5', 'h6'] as const

/** Creates the element by itself. The trusted types policy refuses these tags in a template. */
function Part(props: {
  tag: 'table' | 'tr' | 'th' | 'td' | (typeof headings)[number]
  class?: string
  dir?: 'auto'
  children: JSX.Element
}) {
  return (
    <Dynamic component={props.tag} class={props.class} dir={props.dir}>
      {props.children}
    </Dynamic>
  )
}
