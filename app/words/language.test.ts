import { createRoot, createSignal } from 'solid-js'
import { expect, test, vi } from 'vitest'
import { plural } from './english.ts'
import { speak, translate } from './language.ts'
import { pseudoLanguages } from './pseudo.ts'

const [someone, setSomeone] = createSignal('amy')
vi.stubGlobal('document', { documentElement: {} })

test('the texts are English until you choose another language, and then change at once', () => {
  createRoot((dispose) => {
    const t = translate('test', {
      title: 'Rooms',
      role: { owner: 'Owner' },
      many: (count: number) => plural(count, { one: '# room', other: '# rooms' }),
      wrote: (name: string) => `${name} wrote`,
      link: 'Read the {{ help }}.',
    })
    const all = () => [t('title'), t('role.owner'), t('many', 2), t('wrote', someone()), t('link')]
    expect(all()).toEqual(['Rooms', 'Owner', '2 rooms', 'amy wrote', 'Read the {{ help }}.'])
    setSomeone('$& {{ help }}')
    expect(t('wrote', someone())).toBe('$& {{ help }} wrote')
    setSomeone('amy')
    speak(pseudoLanguages['en-XA'])
    expect(all()).toEqual([
      '[Ŕööɱš~~]',
      '[Öwñéŕ~~]',
      '[2 ŕööɱš~~~]',
      '[áɱý wŕöţé~~~~]',
      '[Ŕéáð ţĥé {{ help }}.~~~~~~~~]',
    ])
    expect(document.documentElement).toEqual({ lang: 'en-XA', dir: 'ltr' })
    speak(pseudoLanguages['ar-XB'])
    expect(t('title')).toBe('\u202b[Ŕööɱš~~]\u202c')
    expect(document.documentElement).toEqual({ lang: 'ar-XB', dir: 'rtl' })
    speak(null)
    expect(t('title')).toBe('Rooms')
    expect(document.documentElement).toEqual({ lang: 'en', dir: 'ltr' })
    dispose()
  })
})
