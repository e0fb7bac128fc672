import type { Message, Pointer } from '../../../shared/room/message.ts'
import { sameValue } from '../../../shared/same-value.ts'
import { seenOr } from '../../../shared/visible.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { t as common } from '../../words/common.ts'
import { isMention } from './isMention.ts'
import { pollView } from './pollView.ts'
import type { MessageActs, MessageView, PollView, QuoteView, ReactionView, RepliesView, SendState } from './RoomView.ts'

/** What a row looks up while it is drawn. */
export interface RowSource {
  isUnsent(name: string): boolean
  /** When it reached the relay, if that was not at once. */
  lateAt(name: string): number | null
  isBlocked(user: string): boolean
  isSaved(name: string): boolean | null
  /** Whether an act on a message waits to be sent. */
  isWaiting(name: string): boolean
  voteRefused(name: string): RefusalCode | null
  quote(of: Pointer): QuoteView
  replies(root: string): RepliesView | null
  actsOn(message: Message): MessageActs
}

/** The author, under their current name. */
export interface Author {
  name: string
  picture: string | null
  /** The account was deleted. */
  nobody: boolean
}

/** What is drawn of a message besides what it says. */
export interface Drawn {
  author: Author
  signature: MessageView['signature']
  me: string | null
  segment: number
}

/** A message that took this long is shown as sent late. */
const sentLateMs = 10 * 60_000
const onDevice: SendState = { name: 'device' }
const onRelay: SendState = { name: 'relay' }

/** A message as the screen draws it. What changes often is a getter, read while drawing: only one mark is redrawn. */
export class MessageRow implements MessageView {
  readonly name: string
  readonly segment: number
  readonly time: number
  readonly user: string | null
  readonly author: string
  readonly picture: string | null
  readonly nobody: boolean
  readonly text: string
  readonly own: boolean
  readonly edits: MessageView['edits']
  readonly editedAt: number | null
  readonly thread: Pointer | null
  readonly mentions: readonly string[]
  readonly everyone: boolean
  readonly mentionsMe: boolean
  readonly reactions: readonly ReactionView[]
  readonly pinned: MessageView['pinned']
  readonly poll: PollView | null
  readonly forward: MessageView['forward']
  readonly imported: boolean
  readonly signature: MessageView['signature']
  readonly #message: Message
  readonly #author: Author
  readonly #source: RowSource
  #quote: QuoteView | null = null

  constructor(message: Message, { author, signature, me, segment }: Drawn, source: RowSource) {
    this.name = message.name
    this.segment = segment
    this.time = message.time
    this.user = message.imported ? null : message.user
    this.author = author.name
    this.picture = author.picture
    this.nobody = author.nobody
    this.text = seenOr(message.text, common('unseen.message'))
    this.own = !message.imported && message.user === me
    this.edits = message.edits
    this.editedAt = message.editedAt
    this.thread = message.thread
    this.mentions = message.mentions
    this.everyone = message.everyone
    this.mentionsMe = me !== null && isMention(message, me)
    this.reactions = [...message.reactions].map(([emoji, users]) => ({
      emoji,
      users,
      own: me !== null && users.includes(me),
    }))
    this.pinned = message.pinned
    this.poll = message.poll && pollView(message.poll, me)
    this.forward = message.forward
    this.imported = message.imported !== null
    this.signature = signature
    this.#message = message
    this.#author = author
    this.#source = source
  }

  /** Whether it is drawn with this author and this signature. */
  isOf(author: Author, signature: MessageView['signature']): boolean {
    return this.signature === signature && sameValue(this.#author, author)
  }

  get state(): SendState {
    return this.own && this.#source.isUnsent(this.name) ? onDevice : onRelay
  }

  /** The same object until the quoted message changes. */
  get re(): QuoteView | null {
    const { re } = this.#message
    const quote = re && this.#source.quote(re)
    if (!sameValue(this.#quote, quote)) this.#quote = quote
    return this.#quote
  }

  get replies(): RepliesView | null {
    return this.#source.replies(this.name)
  }

  get acts(): MessageActs {
    return this.#source.actsOn(this.#message)
  }

  get saved(): boolean | null {
    return this.#source.isSaved(this.name)
  }

  get waiting(): boolean {
    return this.#source.isWaiting(this.name)
  }

  get voteRefused(): RefusalCode | null {
    return this.poll && this.#source.voteRefused(this.name)
  }

  get late(): boolean {
    const at = this.#source.lateAt(this.name)
    return at !== null && at - this.time > sentLateMs
  }

  get blocked(): boolean {
    return this.user !== null && this.#source.isBlocked(this.user)
  }
}
