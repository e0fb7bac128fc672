import { expect, test } from 'vitest'
import { isOwnScript, isTemplate } from './trustedTypes.ts'

test.each([
  '<div class=row><span></span><!><p>text',
  '<article class="message first"tabindex=-1><div class=gutter>',
  '<a class=button href=/sign-in>Sign in',
  '<a href="/sign-up">Sign up</a>',
  '<svg viewBox="0 0 24 24"aria-hidden=true><path d="M4 6h16"></path></svg>',
  '<button type=button aria-label=Close>',
  'words &amp; words',
])('a template of the app is accepted: %s', (html) => {
  expect(isTemplate(html)).toBe(true)
})

test.each([
  '<img src=x onerror=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<div onclick="alert(1)">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="//evil.example/">x</a>',
  '<a class="a" href="https://evil.example/">x</a>',
  '<iframe srcdoc="<script>">',
  '<div style="position:fixed">',
  '<form action="https://evil.example">',
  '<template><img></template>',
  '<div/onclick=alert(1)>',
  '<!--<img src=x>-->',
  '<a title="href=/x" href=javascript:alert(1)>',
  '<',
])('anything else is refused: %s', (html) => {
  expect(isTemplate(html)).toBe(false)
})

test("only the app's own worker and chunks are accepted as scripts", () => {
  const page = 'https://chat.example/r/x'
  expect(isOwnScript('/sw.js', page)).toBe(true)
  expect(isOwnScript('https://chat.example/assets/verify-Ab12.js', page)).toBe(true)
  expect(isOwnScript('https://evil.example/sw.js', page)).toBe(false)
  expect(isOwnScript('data:text/javascript,1', page)).toBe(false)
  expect(isOwnScript('/api/rooms', page)).toBe(false)
})
