import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { runInNewContext } from 'node:vm'

/**
 * What runs in a page of WebKit. Elements are found and expectations checked by the same script that Playwright puts
 * into the pages of other browsers. It is no public part of Playwright, whose version is therefore pinned; another
 * version that lacks it fails in the first line of every test here.
 */
interface Injected {
  parseSelector(selector: string): unknown
  querySelectorAll(selector: unknown, root: Document): Element[]
  checkElementStates(
    element: Element,
    states: readonly string[],
    isFrameVisible: true,
  ): Promise<Missing | string | undefined>
  expectHitTarget(point: { x: number; y: number }, element: Element): 'done' | { hitTargetDescription: string }
  elementState(element: Element, state: string, isFrameVisible: true): { matches: boolean }
  fill(element: Element, text: string): 'needsinput' | 'done' | string
  focusNode(element: Element): string
  expect(element: Element | undefined, options: object, elements: Element[], isFrameVisible: true): Promise<unknown>
  /** Added here: ends at the next scroll event. */
  scrolled: Promise<unknown>
}
interface Missing {
  missingState: string
}

/** A function that runs in the page. It must not use anything from outside. */
export type InPage<Value> = (injected: Injected, elements: Element[], arg: never) => Value | Promise<Value>

/** What an element must be ready for. */
export type Ready = 'pointer' | 'field'

type Options = { expression: string; isNot: boolean; expectedNumber?: number; expectedText?: unknown[] }

export const inPage = {
  /** The middle of the element, or what it still lacks. */
  ready: async (injected: Injected, [element]: Element[], ready: Ready) => {
    const states = { pointer: ['visible', 'enabled', 'stable'], field: ['visible', 'enabled', 'editable'] }[ready]
    const lacks = await injected.checkElementStates(element!, states, true)
    if (lacks !== undefined)
      throw new Error(`retry: ${typeof lacks === 'string' ? lacks : `not ${lacks.missingState}`}`)
    const inSight = () => {
      const { left, top, width, height } = element!.getBoundingClientRect()
      return { x: Math.floor(left + width / 2), y: Math.floor(top + height / 2) }
    }
    const isOff = ({ x, y }: { x: number; y: number }) => x < 0 || y < 0 || x >= innerWidth || y >= innerHeight
    if (isOff(inSight())) element!.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
    const middle = inSight()
    const hit = ready === 'pointer' ? injected.expectHitTarget(middle, element!) : 'done'
    if (hit !== 'done') throw new Error(`retry: ${hit.hitTargetDescription} is in front of it`)
    return middle
  },

  /** Types the text in place of what is there. */
  fill: (injected: Injected, [element]: Element[], text: string) => {
    if (injected.fill(element!, text) !== 'needsinput') return
    if (text === '') document.execCommand('delete')
    else document.execCommand('insertText', false, text)
  },

  focus: (injected: Injected, [element]: Element[]) => injected.focusNode(element!),
  attribute: (_: Injected, [element]: Element[], name: string) => element!.getAttribute(name),
  value: (_: Injected, [element]: Element[]) => (element as HTMLInputElement).value,
  text: (_: Injected, [element]: Element[]) => element!.textContent,
  count: (_: Injected, elements: Element[]) => elements.length,
  isChecked: (injected: Injected, [element]: Element[]) => injected.elementState(element!, 'checked', true).matches,
  isVisible: (injected: Injected, [element]: Element[]) =>
    element !== undefined && injected.elementState(element, 'visible', true).matches,

  listenForScroll: (injected: Injected) => {
    injected.scrolled = new Promise((done) => {
      addEventListener('scroll', () => done(null), { once: true, capture: true })
    })
  },
  scrolled: (injected: Injected, _: Element[], patienceMs: number) =>
    Promise.race([injected.scrolled, new Promise((done) => setTimeout(done, patienceMs, null))]),

  /** As Playwright judges it, also if no element is there. */
  expect: async (injected: Injected, elements: Element[], options: Options) => {
    const { expression, isNot } = options
    const isList = expression === 'to.have.count' || expression.endsWith('.array')
    if (!isList && elements.length > 1) throw new Error(`strict mode violation: ${elements.length} elements`)
    if (elements.length > 0) return injected.expect(elements[0], options, elements, true)
    if (expression === 'to.have.count') return { matches: options.expectedNumber === 0, received: { value: 0 } }
    if (expression.endsWith('.array')) return { matches: options.expectedText?.length === 0, received: { value: [] } }
    if (expression === 'to.be.hidden' || expression === 'to.be.detached') return { matches: true }
    const isGone = ['to.be.visible', 'to.be.attached', 'to.be.in.viewport'].includes(expression)
    return { matches: isNot && !isGone, errorMessage: 'element(s) not found' }
  },

  /** Wraps a function that needs exactly one element. What it cannot do yet is returned as `missing`. */
  onOne: <Value>(act: InPage<Value>): string => `async (injected, elements, arg) => {
    if (elements.length === 0) return { missing: 'no such element' }
    if (elements.length > 1) throw new Error('strict mode violation: ' + elements.length + ' elements')
    try {
      return { value: await (${act})(injected, elements, arg) }
    } catch (error) {
      if (error.message.startsWith('retry: ')) return { missing: error.message }
      throw error
    }
  }`,

  script: <Value>(act: InPage<Value> | string): string => `
    const [selector, arg, done] = arguments
    const injected = window.__yabberTest
    if (!injected) return done({ isNew: true })
    const answer = async () => {
      const elements = injected.querySelectorAll(injected.parseSelector(selector), document)
      return (${act})(injected, elements, arg)
    }
    answer().then(
      (value = null) => done({ value, address: location.href }),
      (error) => done({ error: String(error) }),
    )`,

  install: (): string => `
    const module = {}
    ${playwrightScript()}
    window.__yabberTest = new (module.exports.InjectedScript())(window, ${JSON.stringify(injectedOptions)})`,
}

const injectedOptions = {
  isUnderTest: false,
  sdkLanguage: 'javascript',
  frameSeq: 0,
  testIdAttributeName: 'data-testid',
  stableRafCount: 1,
  browserName: 'webkit',
  shouldPrependErrorPrefix: false,
  isUtilityWorld: false,
  customEngines: [],
}

let source: string | null = null
const playwrightScript = (): string => {
  source ??= readPlaywrightScript()
  return source
}

const readPlaywrightScript = (): string => {
  const bundle = readFileSync(createRequire(import.meta.url).resolve('playwright-core/lib/coreBundle'), 'utf8')
  const from = bundle.indexOf('src/generated/injectedScriptSource.ts"')
  const literal = / = ('.*');?$/m.exec(bundle.slice(from))?.[1]
  if (from < 0 || literal === undefined) throw new Error("Playwright's script for pages is not where it was")
  return runInNewContext(literal) as string
}
