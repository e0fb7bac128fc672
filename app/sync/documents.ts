import { Listeners } from '../base/listeners.ts'
import { Shared } from '../base/shared.ts'
import { type DocumentParts, OpenDocument } from './openDocument.ts'

/** The documents open in this tab: each once, for as long as somebody holds it. */
export class Documents {
  /** One is made that was not open before. */
  readonly opened = new Listeners<OpenDocument>()
  readonly #open: Shared<OpenDocument>

  /** `isHeld`: whether the relay cannot know this document yet. */
  constructor(parts: DocumentParts, isHeld: (name: string) => boolean) {
    this.#open = new Shared(
      (name) => {
        const document = new OpenDocument(name, isHeld(name), parts)
        this.opened.emit(document)
        return document
      },
      (document) => document.close(),
    )
  }

  /** Whoever opens it closes it. */
  open(name: string): OpenDocument {
    return this.#open.open(name)
  }

  async close(document: OpenDocument): Promise<void> {
    await this.#open.close(document.name, document)
  }

  all(): OpenDocument[] {
    return this.#open.all()
  }

  find(name: string): OpenDocument | undefined {
    return this.#open.find(name)
  }

  /** Ends a document for all who hold it and takes it off this device. */
  async clear(document: OpenDocument): Promise<void> {
    this.#open.drop(document.name)
    await document.clear()
  }

  /** Writes down again what the browser deleted under the page. */
  async keepAnew(): Promise<void> {
    await Promise.all(this.all().map((document) => document.keepAnew()))
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.all().map((document) => this.#open.drop(document.name)?.close()))
  }
}
