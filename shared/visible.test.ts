import { expect, test } from 'vitest'
import { Chance } from '../tests/world/chance.ts'
import { growth, linear } from '../tests/world/work.ts'
import { cleanLine, isVisible } from './visible.ts'

// biome-ignore format: one row for each kind
const nothing = [
  '', ' ', '\n\t', '\u00a0', '\u3000', '\u200b', '\u2060', '\u2800', '\u3164', '\uffa0', '\u115f', '\u1160', '\u00ad', '\ufeff', '\u180e',
  '\u0301', '\u0301\u0302', '\u034f', '\u20e3', '\u0903', '\ufe0f', '\ufe00', '\u{e0100}', '\u{e0041}\u{e007f}', '\u{e0001}', '\u200d', '\u200c',
  '\u202e', '\u2066\u2069', '\u200e', '\u061c', '\ue000', '\u{f0000}', '\u{10fffd}', '\u0000', '\u001b', '\ud800', '\udc00', '\uffff', '\ufdd0',
  '\ufffc', '\ufff9\ufffb', '\u{1d159}', '\u{1d173}', '\u{13441}', '\u17b4', '\u{1bca0}', '\u2028', ' \u200b\u0301 \u3164\u2800 ',
]

test.each(nothing)('%j shows nothing', (text) => {
  expect(isVisible(text)).toBe(false)
  expect(cleanLine(text)).toBe('')
})

// biome-ignore format: one row for each kind
const something = [
  'a', '.', '0', '…', '٠', '字', '👍', '👩🏽‍🚀', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇫🇷', '1️⃣', 'é', 'e\u0301', '◌\u0301', '\u06dd', '؟', 'می‌خواهم', 'क्‍ष', '\u{1faea}', '\ufffd',
]

test.each(something)('%j is visible', (text) => {
  expect(isVisible(text)).toBe(true)
  expect(cleanLine(text)).toBe(text.normalize('NFC'))
})

test.each([
  ['Persian', 'می‌خواهم'],
  ['Persian, plural', 'کتاب‌ها'],
  ['Arabic that ends joined', '١٤٤٥ ه‍'],
  ['Hindi', 'क्‍ष'],
  ['Marathi', 'दऱ्‍या'],
  ['Bengali', 'র‍্যাব'],
  ['Kannada', 'ರ‍್ಯಾಲಿ'],
  ['Telugu', 'వెబ్‌సైట్'],
  ['Malayalam', 'അവന്‍'],
  ['Sinhala', 'ශ්‍රී'],
  ['a family', '👨‍👩‍👧‍👦'],
  ['a flag', '🏳️‍🌈'],
  ['a heart', '❤️‍🔥'],
  ['a skin tone', '👩🏽‍💻'],
  ['an ideograph of a certain shape', '葛\u{e0100}'],
])('keeps the joining characters that %s needs: %s', (_, text) => {
  expect(cleanLine(`  ${text} ${text}`)).toBe(`${text} ${text}`)
})

test.each([
  ['pay\u200dpal', 'paypal'],
  ['ad\u200cmin', 'admin'],
  ['ad\u00admin', 'admin'],
  ['a\u200bb', 'ab'],
  ['\u202eabc', 'abc'],
  ['a\u2066b\u2069', 'ab'],
  ['می\u200c\u200cخواهم', 'می\u200cخواهم'],
  ['\u200cمی', 'می'],
  ['می\u200c', 'می'],
  ['a\ufe0f', 'a'],
  ['a\u{e0061}\u{e007f}', 'a'],
  ['tea \n time\u200b ', 'tea time'],
  ['a\u3164b', 'ab'],
  ['half \ud83d', 'half'],
])('removes joining characters that join nothing: %j becomes %j', (text, line) => {
  expect(cleanLine(text)).toBe(line)
})

// biome-ignore format: unusual characters next to ordinary ones
const pieces = [
  ...nothing, ...something, 'a', 'Ж', 'е', 'ي', 'ه', 'क', '्', '़', 'র', '্', 'ി', '👩', '🏽', '🏴', '\u{e0067}', '\u{e007f}', '\u{1f3f4}', '#', '\u20e3', ' ',
  'ᄀ', 'ᅡ', 'ᆨ', '\u0653', 'ا', 'ᠠ', '\u180b',
]

test('P56: cleaning a line twice changes nothing more, hides nothing visible and leaves no control characters', () => {
  const seed = 70_021
  const chance = new Chance(seed)
  let shown = 0
  for (let n = 0; n < 20_000; n++) {
    const text = Array.from({ length: 1 + chance.below(9) }, () =>
      chance.below(6) > 0 ? chance.pick(pieces) : String.fromCodePoint(chance.below(0x1_10000)),
    ).join('')
    const line = cleanLine(text)
    const said = `seed ${seed}, ${JSON.stringify(text)}`
    expect(cleanLine(line), said).toBe(line)
    expect(isVisible(line), said).toBe(isVisible(text))
    expect(line.isWellFormed?.() ?? true, said).toBe(true)
    expect(/[\p{Cc}\u2066-\u2069\u202a-\u202e\u200b\u2060\u2800]|^\s|\s$|\s\s/u.test(line), said).toBe(false)
    if (line !== '') shown++
  }
  expect(shown).toBeGreaterThan(5_000)
})

test.each([' ', '\u200d', 'م\u200c', 'م\u200c\u200c', '\u0301', '👩\u200d', 'क्\u200d', '\u{1f3f4}\u{e0030}'])(
  'the work to clean a line grows only in step with its length: %j',
  (piece) => {
    expect(growth(piece, cleanLine)).toBeLessThan(linear)
    expect(growth(piece, isVisible)).toBeLessThan(linear)
  },
)
