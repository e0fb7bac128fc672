import { children, createRoot, createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { Rich } from './Rich.tsx'

test('a sentence with elements in it updates when its words or its elements change', () => {
  createRoot((dispose) => {
    const [text, setText] = createSignal('Ask {{ name }} again.')
    const [name, setName] = createSignal('Ana')
    const shown = children(() => <Rich text={text()} with={{ name: name() }} />)
    const read = () => shown.toArray().join('')
    expect(read()).toBe('Ask Ana again.')
    setText('Frag {{ name }} noch einmal.')
    expect(read()).toBe('Frag Ana noch einmal.')
    setName('Bo')
    expect(read()).toBe('Frag Bo noch einmal.')
    dispose()
  })
})
