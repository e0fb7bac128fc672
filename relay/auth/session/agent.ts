type Names = readonly (readonly [pattern: RegExp, name: string])[]

// The first match counts, because most browsers also name the ones they imitate.
const browsers: Names = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: Names = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]

/** The names of the browser and the system that a request comes from. A name is empty if we don't know it. */
export interface Agent {
  browser: string
  system: string
}

export const readUserAgent = (userAgent: string): Agent => ({
  browser: nameIn(browsers, userAgent),
  system: nameIn(systems, userAgent),
})

/** As it is stored, for example `Chrome on Android`. Nobody is shown this text. The app has the words for it. */
export const writeAgent = ({ browser, system }: Agent): string => [browser, system].filter(Boolean).join(' on ')

export const readAgent = (stored: string): Agent => ({
  browser: browsers.find(([, name]) => stored.startsWith(name))?.[1] ?? '',
  system: systems.find(([, name]) => stored.endsWith(name))?.[1] ?? '',
})

const nameIn = (names: Names, text: string): string => names.find(([pattern]) => pattern.test(text))?.[1] ?? ''
