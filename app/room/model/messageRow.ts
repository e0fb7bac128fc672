import type { Message } from '../../../shared/room/message.ts'
import { sameValue } from '../../../shared/same-value.ts'
import { seenOr } from '../../../shared/visible.ts'
import { t as common } from '../../words/common.ts'
import type { MessageView, SendState } from './RoomView.ts'

/** What a row looks up while it is drawn. */
export interface RowSource {
  isUnsent(name: string): boolean
  isLate(name: string): boolean
  isBlocked(user: string): boolean
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
  own: boolean
}

const onDevice: SendState = { name: 'device' }
const onRelay: SendState = { name: 'relay' }

/** A message as the screen draws it. What changes often is a getter, read while drawing: only one mark is redrawn. */
export class MessageRow implements MessageView {
  readonly name: string
  readonly time: number
  readonly user: string | null
  readonly author: string
  readonly picture: string | null
  readonly nobody: boolean
  readonly text: string
  readonly own: boolean
  readonly editedAt: number | null
  readonly imported: boolean
  readonly signature: MessageView['signature']
  readonly #author: Author
  readonly #source: RowSource

  constructor(message: Message, { author, signature, own }: Drawn, source: RowSource) {
    this.name = message.name
    this.time = message.time
    this.user = message.imported ? null : message.user
    this.author = author.name
    this.picture = author.picture
    this.nobody = author.nobody
    this.text = seenOr(message.text, common('unseen.message'))
    this.own = own
    this.editedAt = message.editedAt
    this.imported = message.imported !== null
    this.signature = signature
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

  get late(): boolean {
    return this.#source.isLate(this.name)
  }

  get blocked(): boolean {
    return this.user !== null && this.#source.isBlocked(this.user)
  }
}
