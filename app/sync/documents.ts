import { Shared } from '../base/shared.ts'
import { type DocumentParts, OpenDocument } from './openDocument.ts'

/** The documents open in this tab. Each is open once, as long as somebody holds it. */
export class Documents {
  readonly #open: Shared<OpenDocument>

  /** `isHeld` is true for a document that the relay cannot know yet. */
  constructor(parts: DocumentParts, isHeld: (name: string) => boolean) {
    this.#open = new Shared(
      (name) => new OpenDocument(name, isHeld(name), parts),
      (document) => document.close(),
    )
  }

  /** Every `open` needs one `close`. */
  open(name: string): OpenDocument {
    return this.#open.open(name)
  }

  async close(document: OpenDocument): Promise<void> {
    await this.#open.close(document.name, document)
  }

  all(): OpenDocument[] {
    return this.#open.all()
  }

  /** Calls `act` with each open document, now and whenever one is opened. Returns a function that stops this. */
  each(act: (document: OpenDocument) => void): () => void {
    return this.#open.each(act)
  }

  find(name: string): OpenDocument | undefined {
    return this.#open.find(name)
  }

  /** Ends a document for all its holders and deletes it from this device. */
  async clear(document: OpenDocument): Promise<void> {
    this.#open.drop(document.name)
    await document.clear()
  }

  /** Stores again what the browser deleted while the page was open. */
  async keepAnew(): Promise<void> {
    await Promise.all(this.all().map((document) => document.keepAnew()))
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.all().map((document) => this.#open.drop(document.name)?.close()))
  }
}
