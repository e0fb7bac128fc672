import { writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Locator, Page } from 'playwright'
import type { Driver } from './driver.ts'
import { type InPage, inPage, type Ready } from './in-page.ts'

const patienceMs = 20_000

/**
 * A page in WebKit with the part of Playwright's `Page` that the engine tests use. Playwright itself drives only a WebKit
 * that it patches and builds, so this is Playwright's `Locator` on top of WebDriver: a locator passes all that it does
 * on to a frame, and this is one.
 */
export class WebKitPage {
  readonly #driver: Driver
  readonly #home: string
  #address = ''
  readonly #at: (selector: string, options?: object) => Locator
  /** Makes selectors of roles, labels and texts, which only a locator can. */
  readonly #root: Locator

  /** `like`: any page of Playwright, whose class of locators is used. */
  constructor(driver: Driver, home: string, like: Page) {
    this.#driver = driver
    this.#home = home
    const root = like.locator(':root')
    const LocatorOf = root.constructor as new (frame: object, selector: string, options?: object) => Locator
    this.#at = (selector, options) => new LocatorOf(this, selector, options)
    this.#root = root
  }

  // What a person of the tests uses.

  locator: Page['locator'] = (selector, options) => this.#at(selector as string, options)
  getByRole: Page['getByRole'] = (...where) => this.#within(this.#root.getByRole(...where))
  getByLabel: Page['getByLabel'] = (...where) => this.#within(this.#root.getByLabel(...where))
  getByText: Page['getByText'] = (...where) => this.#within(this.#root.getByText(...where))

  /** The same locator here. Its selector starts from nowhere, so that others can contain it. */
  #within(locator: Locator): Locator {
    return this.#at((locator as unknown as { _selector: string })._selector.replace(':root >> ', ''))
  }

  async goto(path: string): Promise<void> {
    await this.#driver.send('/url', { url: new URL(path, this.#home).href })
  }

  async reload(): Promise<void> {
    await this.#driver.send('/refresh')
  }

  /** Where the page was when something was last done with it. */
  url(): string {
    return this.#address
  }

  async evaluate<T, Arg>(run: (arg: Arg) => T, arg: Arg): Promise<Awaited<T>> {
    return (await this.#run(`(_, __, arg) => (${run})(arg)`, ':root', arg)) as Awaited<T>
  }

  readonly keyboard = {
    press: (keys: string): Promise<void> => this.#press(keys),
  }

  readonly mouse = {
    /** WebKit scrolls some frames later, so this waits until it does, or does not because the list is at its end. */
    wheel: async (deltaX: number, deltaY: number): Promise<void> => {
      await this.#run(inPage.listenForScroll, ':root')
      const actions = [{ type: 'scroll', ...this.#pointer, deltaX, deltaY, duration: 0 }]
      await this.#act({ type: 'wheel', id: 'wheel', actions })
      await this.#run(inPage.scrolled, ':root', 500)
    },
  }

  async screenshot({ path }: { path: string }): Promise<void> {
    writeFileSync(path, (await this.#driver.read('/screenshot')) as string, 'base64')
  }

  // What a locator asks of its frame.

  async click(selector: string, { timeout }: { timeout?: number } = {}): Promise<void> {
    const at = await this.#ready(selector, 'pointer', timeout)
    await this.#point([{ type: 'pointerMove', ...at, duration: 0 }, ...click])
  }

  async hover(selector: string): Promise<void> {
    await this.#point([{ type: 'pointerMove', ...(await this.#ready(selector, 'pointer')), duration: 0 }])
  }

  async check(selector: string): Promise<void> {
    if (!(await this.#find(inPage.isChecked, selector))) await this.click(selector)
  }

  async fill(selector: string, text: string): Promise<void> {
    await this.#ready(selector, 'field')
    await this.#find(inPage.fill, selector, text)
  }

  async focus(selector: string): Promise<void> {
    await this.#find(inPage.focus, selector)
  }

  async press(selector: string, keys: string): Promise<void> {
    await this.focus(selector)
    await this.#press(keys)
  }

  getAttribute = (selector: string, name: string) => this.#find(inPage.attribute, selector, name)
  inputValue = (selector: string) => this.#find(inPage.value, selector)
  textContent = (selector: string) => this.#find(inPage.text, selector)
  isVisible = (selector: string) => this.#run(inPage.isVisible, selector)
  _queryCount = (selector: string) => this.#run(inPage.count, selector)

  /** Called by the matchers of Playwright's `expect`. */
  async _expect(expression: string, { selector, timeout = patienceMs, isNot, ...expected }: Expectation) {
    const deadline = Date.now() + timeout
    for (;;) {
      const found = (await this.#run(inPage.expect, selector, { expression, isNot, ...expected })) as Found
      if (found.matches !== isNot) return found
      if (Date.now() > deadline) return { ...found, timedOut: true, log: [`waited ${timeout} ms for ${selector}`] }
      await pause(50)
    }
  }

  #pointer = { x: 0, y: 0 }

  async #point(actions: object[]): Promise<void> {
    await this.#act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions })
  }

  /** Presses keys together, named as in Playwright: `Control+Enter`. */
  async #press(names: string): Promise<void> {
    const keys = names === '+' ? ['+'] : names.split('+').map(keyOf)
    const down = keys.map((value) => ({ type: 'keyDown', value }))
    const up = keys.reverse().map((value) => ({ type: 'keyUp', value }))
    await this.#keys([...down, ...up])
  }

  async #keys(actions: object[]): Promise<void> {
    if (actions.length > 0) await this.#act({ type: 'key', id: 'keyboard', actions })
  }

  async #act(source: object): Promise<void> {
    await this.#driver.send('/actions', { actions: [source] })
  }

  /** Waits until the element takes input, and returns its middle. */
  async #ready(selector: string, ready: Ready, timeout?: number): Promise<{ x: number; y: number }> {
    this.#pointer = await this.#find(inPage.ready, selector, ready, timeout)
    return this.#pointer
  }

  /** Runs it in the page once exactly one element is there and it returns a value. */
  async #find<Value>(act: InPage<Value>, selector: string, arg?: unknown, timeout = patienceMs): Promise<Value> {
    const deadline = Date.now() + timeout
    for (;;) {
      const { missing, value } = (await this.#run(inPage.onOne(act), selector, arg)) as Answer<Value>
      if (missing === undefined) return value
      if (Date.now() > deadline) throw new Error(`after ${timeout} ms: ${missing}: ${selector}`)
      await pause(50)
    }
  }

  /** Runs it in the page, which first gets Playwright's script if it is new. */
  async #run<Value>(act: InPage<Value> | string, selector: string, arg?: unknown): Promise<Value> {
    const script = inPage.script(act)
    for (;;) {
      const answer = (await this.#driver.send('/execute/async', {
        script,
        args: [selector, arg ?? null],
      })) as Ran<Value>
      if ('value' in answer) {
        this.#address = answer.address
        return answer.value
      }
      if ('error' in answer) throw new Error(answer.error)
      await this.#driver.send('/execute/sync', { script: inPage.install(), args: [] })
    }
  }
}

interface Expectation {
  selector: string
  timeout?: number
  isNot: boolean
}
interface Found {
  matches: boolean
  received?: unknown
}
interface Answer<Value> {
  missing?: string
  value: Value
}
type Ran<Value> = { value: Value; address: string } | { error: string } | { isNew: true }

const click = [
  { type: 'pointerDown', button: 0 },
  { type: 'pointerUp', button: 0 },
]

/** https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keyCodes: { [name: string]: string } = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
}
const keyOf = (name: string): string => keyCodes[name] ?? name
