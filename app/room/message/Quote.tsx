import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/message.ts'
import { t as timeline } from '../../words/timeline.ts'
import { inWords } from '../model/markdown.ts'
import type { QuoteView } from '../model/RoomView.ts'
import type { Acting } from './acting.ts'
import './quote.css'

/** The message that this one replies to, in one line. Pressing it leads there. */
export function Quote(props: { quote: QuoteView; active: boolean; acting: Acting }) {
  return (
    <button
      type="button"
      class="quote-line"
      classList={{ quiet: props.quote.state !== 'here' }}
      tabindex={props.active ? 0 : -1}
      aria-disabled={props.quote.state === 'erased'}
      aria-label={quoteText(props.quote)}
      onClick={() => props.quote.state !== 'erased' && props.acting.jumpTo(props.quote)}
    >
      <QuoteWords quote={props.quote} />
    </button>
  )
}

/** The author and the text, or why there is no text. */
export function QuoteWords(props: { quote: QuoteView }) {
  return (
    <>
      <bdi class="quote-author">{props.quote.blocked ? '' : capMarks(props.quote.author)}</bdi>
      <bdi class="quote-text">{wordsOf(props.quote)}</bdi>
    </>
  )
}

const wordsOf = ({ state, text, blocked }: QuoteView): string => {
  if (blocked) return timeline('blocked')
  switch (state) {
    case 'here':
      return inWords(text, false)
    case 'erased':
      return t('quoteErased')
    case 'not-here':
      return t('quoteNotHere')
  }
}

/** For screen readers, as one sentence. */
export const quoteText = (quote: QuoteView): string =>
  quote.state === 'here' && !quote.blocked ? t('quote', quote.author, wordsOf(quote)) : wordsOf(quote)
