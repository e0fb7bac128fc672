import { createContext, createMemo, For, Match, Switch, useContext } from 'solid-js'
import { sameValue } from '../../../shared/same-value.ts'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import { PersonLink } from '../../people/PersonLink.tsx'
import { capMarks } from '../../words/marks.ts'
import { usersNamedIn } from '../model/mentions.ts'
import { type Piece, piecesOf } from '../model/piecesOf.ts'
import type { MessageView, RoomView } from '../model/RoomView.ts'
import './mentions.css'

/** The message whose words are drawn. Null inside a link, where no name leads elsewhere. */
export const MentionsContext = createContext<{ message: MessageView; room: RoomView; active: boolean } | null>(null)

const nobody: ReadonlyMap<string, string> = new Map()

/** Words of a message in which people and rooms may be named. */
export function Words(props: { text: string }) {
  const around = useContext(MentionsContext)
  const lobby = useLobby()
  const users = () => {
    if (!around || around.message.mentions.length === 0) return nobody
    const { message, room } = around
    const mentioned = message.mentions.map((user) => ({ user, username: room.usernameOf(user) }))
    return usersNamedIn(message.text, message.imported, mentioned)
  }
  const rooms = () => (around && props.text.includes('#') ? lobby.rooms().filter(({ kind }) => kind === 'room') : [])
  const pieces = createMemo(
    () => piecesOf(props.text, { users: users(), everyone: around?.message.everyone ?? false, rooms: rooms() }),
    [] as Piece[],
    { equals: sameValue },
  )
  const nameOf = (user: string) => around?.room.nameOf(user) ?? ''
  const isMe = (user: string) => around?.room.members().some((one) => one.you && one.user === user) ?? false
  const pieceOf = <K extends Piece['kind']>(piece: Piece, kind: K) =>
    piece.kind === kind ? (piece as Extract<Piece, { kind: K }>) : null
  return (
    <For each={pieces()}>
      {(piece) => (
        <Switch fallback={capMarks(piece.text)}>
          <Match when={pieceOf(piece, 'person')}>
            {(person) => (
              <PersonLink
                user={person().user}
                class={isMe(person().user) ? 'mention own' : 'mention'}
                focusable={around?.active ?? false}
              >
                <bdi>{nameOf(person().user) ? `@${capMarks(nameOf(person().user))}` : person().text}</bdi>
              </PersonLink>
            )}
          </Match>
          <Match when={pieceOf(piece, 'everyone')}>
            {(everyone) => (
              <span class="mention" classList={{ own: around?.message.mentionsMe ?? false }}>
                {everyone().text}
              </span>
            )}
          </Match>
          <Match when={pieceOf(piece, 'room')}>
            {(room) => (
              <a class="mention" href={`/r/${room().id}`} tabindex={around?.active ? 0 : -1}>
                <bdi>{capMarks(room().text)}</bdi>
              </a>
            )}
          </Match>
        </Switch>
      )}
    </For>
  )
}
