import type { Message } from '../../shared/room/message.ts'
import { type Poll, votersOf } from '../../shared/room/poll.ts'
import type { Roster } from '../../shared/room/roster.ts'
import { seenOr } from '../../shared/visible.ts'
import type { SealedSegment } from '../store/records.ts'
import type { PublicRoomRow } from '../store/rooms.ts'
import type { ArchivedRoom, ArchivedSegment } from './archived-room.ts'
import { type Html, html, write } from './html.ts'
import { day, moment, writeFrame, writePage } from './page.ts'
import { words } from './words.ts'

const roomPath = (room: string) => `/archive/${room}`
const segmentPath = (room: string, segment: number) => `/archive/${room}/${segment}`
const appPath = (room: string) => `/r/${room}`

/**
 * A piece of a page ends with the message that reaches so many UTF-16 units of text, before and after it is written as
 * HTML. It takes a few milliseconds.
 */
const pieceUnits = 32_000

export const listPage = (rooms: readonly PublicRoomRow[], origin: string): string =>
  writePage({
    title: 'Public rooms · Yabber',
    description: 'Rooms that anyone can read.',
    canonical: `${origin}/archive`,
    body: html`<main>
<h1>Public rooms</h1>
${rooms.length > 0 ? html`<ul>${rooms.map(roomLine)}</ul>` : html`<p>No public rooms yet.</p>`}
<footer><a href="/">Open Yabber</a></footer>
</main>`,
  })

const roomLine = ({ id, name, topic }: PublicRoomRow): Html => html`<li class="room">
<a href="${roomPath(id)}">${bdi(seenOr(name, 'Unnamed room'))}</a>
${topic ? html`<p dir="auto">${topic}</p>` : null}
</li>
`

export const roomPage = ({ room, segments }: ArchivedRoom, origin: string): string =>
  writePage({
    title: `${room.name} · Yabber`,
    description: room.topic || `Messages in ${room.name}.`,
    canonical: origin + roomPath(room.id),
    body: html`<main>
<h1 dir="auto">${room.name}</h1>
${room.topic ? html`<p dir="auto">${room.topic}</p>` : null}
${segments.length > 0 ? segmentTable(segments) : html`<p>Nothing is archived yet. Open the room in the app to read it.</p>`}
<footer><a href="${appPath(room.id)}">Open the room in the app</a> <a href="/archive">Other rooms</a></footer>
</main>`,
  })

const segmentTable = (segments: readonly SealedSegment[]): Html => html`<table>
<thead><tr><th scope="col">Part</th><th scope="col">From</th><th scope="col">To</th></tr></thead>
<tbody>${[...segments].reverse().map(segmentRow)}</tbody>
</table>`

const segmentRow = ({ room, segment, from, to }: SealedSegment): Html =>
  html`<tr><td><a href="${segmentPath(room, segment)}">Part ${segment}</a></td><td>${day(from)}</td><td>${day(to)}</td></tr>\n`

/** The page of a closed segment, in pieces that stand one after the other. Each is made when it is asked for. */
export function* segmentPage(
  { room, segments }: ArchivedRoom,
  { segment, from, to }: SealedSegment,
  { messages, roster }: ArchivedSegment,
  origin: string,
): Generator<string, void> {
  const pathOf = (number: number) =>
    segments.some((other) => other.segment === number) ? segmentPath(room.id, number) : null
  const [previous, next] = [pathOf(segment - 1), pathOf(segment + 1)]
  const ways = html`<nav aria-label="Parts">
${previous ? html`<a rel="prev" href="${previous}">Earlier</a>` : null}
<a href="${roomPath(room.id)}">All parts</a>
${next ? html`<a rel="next" href="${next}">Later</a>` : null}
<a href="${appPath(room.id)}">Open in the app</a>
</nav>`
  const { before, after } = writeFrame({
    title: `${room.name}, ${day(from)} to ${day(to)} · Yabber`,
    description: `Messages in ${room.name} from ${day(from)} to ${day(to)}.`,
    canonical: origin + segmentPath(room.id, segment),
    previous,
    next,
  })
  yield before +
    write(html`<main>
<h1 dir="auto">${room.name}</h1>
<p class="note">Part ${segment}: ${day(from)} to ${day(to)}</p>
${ways}
`)
  yield* articles(messages, roster)
  yield write(html`
${ways}
</main>`) + after
}

function* articles(messages: readonly Message[], roster: Roster): Generator<string, void> {
  const there = new Set(messages.map(({ name }) => name))
  let piece = ''
  let units = 0
  for (const message of messages) {
    const written = write(article(message, roster, there))
    piece += written
    units += message.text.length + written.length
    if (units < pieceUnits) continue
    yield piece
    piece = ''
    units = 0
  }
  yield piece
}

const article = (
  message: Message,
  roster: Roster,
  there: ReadonlySet<string>,
): Html => html`<article id="${message.name}">
<header><strong>${bdi(whoSaid(message, roster))}</strong> ${moment(message.time)}${message.editedAt !== null ? html` <span class="note">edited</span>` : null}${answered(message, there)}${message.forward ? html` <span class="note">forwarded from ${bdi(message.forward.who)}</span>` : null}</header>
<div dir="auto" lang="">${words(seenOr(message.text, 'Empty message'), message.imported !== null)}</div>
${message.poll ? options(message.poll) : null}</article>
`

/** Like the app, without what each person chose if the poll does not name them. */
const options = (poll: Poll): Html => {
  const voters = votersOf(poll)
  return html`<ul>${poll.options.map((option, at) => html`<li><span dir="auto">${option}</span>: ${votes(voters[at]?.length ?? 0)}</li>`)}</ul>
`
}

const votes = (count: number): string => (count === 1 ? '1 vote' : `${count} votes`)

/** An imported message shows the name of its author, not of the person who imported it. */
const whoSaid = ({ imported, user }: Message, { members }: Roster): string => {
  const member = members.get(user)
  return imported?.who ?? (member?.deleted ? 'Deleted user' : member?.name || member?.username || 'Someone')
}

const answered = ({ re }: Message, there: ReadonlySet<string>): Html | null =>
  re !== null && there.has(re.name) ? html` <a class="note" href="#${re.name}">reply to</a>` : null

const bdi = (name: string): Html => html`<bdi>${name}</bdi>`

/** A page for rooms that are deleted, private or unknown, with links back. */
export const nothingPage = (why: 'deleted' | 'nothing'): string =>
  writePage({
    title: 'Room not found · Yabber',
    isIndexed: false,
    body: html`<main>
<h1>Room not found</h1>
<p>${why === 'deleted' ? 'This room was deleted.' : 'This room doesn’t exist or isn’t public.'}</p>
<footer><a href="/archive">Public rooms</a> <a href="/">Open Yabber</a></footer>
</main>`,
  })
