import { createMemo, For, type JSX, Show } from 'solid-js'
import type { Node } from '../../../shared/markdown/node.ts'
import { t } from '../../words/timeline.ts'
import { asSaid, parse } from '../model/markdown.ts'
import './message-text.css'

/** The text of a message, drawn from nodes. For safety no string is ever read as HTML. */
export function MessageText(props: { text: string; imported: boolean }) {
  const nodes = createMemo(() => (props.imported ? asSaid(props.text) : parse(props.text)))
  return (
    <div class="text" dir="auto">
      <Nodes of={nodes()} />
    </div>
  )
}

function Nodes(props: { of: readonly Node[] }) {
  return <For each={props.of}>{draw}</For>
}

function draw(node: Node): JSX.Element {
  switch (node.type) {
    case 'text':
      return node.text
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
    case 'quote':
      return (
        <blockquote>
          <Nodes of={node.nodes} />
        </blockquote>
      )
    case 'code':
      return <code dir="ltr">{node.text}</code>
    case 'block':
      return <Block text={node.text} language={node.language} />
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">
          <Nodes of={node.nodes} />
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
        <li dir="auto" classList={{ task: node.done !== null }}>
          <Show when={node.done !== null}>
            <span class="task-mark" role="img" aria-label={node.done ? t('done') : t('notDone')}>
              {node.done ? '☑' : '☐'}
            </span>{' '}
          </Show>
          <Nodes of={node.nodes} />
        </li>
      )
  }
}

function Block(props: { text: string; language: string }) {
  return (
    <pre dir="ltr" tabindex="0" data-language={props.language || undefined}>
      <code>{props.text}</code>
    </pre>
  )
}
