/**
 * Solid creates elements by passing its compile-time templates to `template.innerHTML`, and does not know trusted
 * types. So the page has a single policy, the default one. It lets through only what such a template can contain: plain
 * tags with harmless attributes. Nothing that could run script, load a page or carry a style passes, so even a future
 * mistake with `innerHTML` does no harm.
 */
const tagNames =
  /^(?:a|abbr|article|aside|b|bdi|blockquote|br|button|canvas|code|dd|del|dialog|div|dl|dt|em|fieldset|footer|form|g|h[1-4]|header|hr|i|img|input|label|legend|li|main|nav|ol|option|p|path|circle|line|polyline|polygon|rect|ellipse|pre|s|section|select|small|span|strong|svg|textarea|time|title|ul)$/
const attributeNames =
  /^(?:accept|alt|aria-[a-z]+|autocapitalize|autocomplete|autocorrect|class|cx|cy|d|data-[a-z-]+|datetime|dir|decoding|draggable|enterkeyhint|fill|fill-rule|clip-rule|for|height|hidden|id|inputmode|lang|max|maxlength|min|minlength|name|novalidate|placeholder|points|r|readonly|rel|required|role|rows|rx|ry|spellcheck|stroke|stroke-linecap|stroke-linejoin|stroke-width|step|tabindex|target|title|transform|type|value|viewbox|width|x|x1|x2|xmlns|y|y1|y2)$/
/** The compiler puts no space after a quoted value, so an attribute starts at a space or right after a quote. */
const attribute = /(?:\s+|(?<="))([a-z][a-z0-9-]*)(?:=("[^"]*"|[^\s"'<>`=]+))?/iy
const opening = /<([a-z][a-z0-9]*)/iy
const rest = /\s*\/?>/y
const other = /<\/[a-z][a-z0-9]*>|<!>|<!---->|[^<]+/iy
const ownPath = /^"?\/(?![/\\])/

/** Whether a string contains only the tags and attributes of a compiled template. */
export function isTemplate(html: string): boolean {
  let at = 0
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(html)
    if (found) at = pattern.lastIndex
    return found
  }
  while (at < html.length) {
    if (take(other)) continue
    if (!tagNames.test(take(opening)?.[1]?.toLowerCase() ?? '')) return false
    for (let found = take(attribute); found; found = take(attribute)) if (!isHarmless(found)) return false
    if (!take(rest)) return false
  }
  return true
}

function isHarmless([, name = '', value = '']: RegExpExecArray): boolean {
  return name.toLowerCase() === 'href' ? ownPath.test(value) : attributeNames.test(name.toLowerCase())
}

/** Scripts may come only from our own origin: the app's service worker and its hashed chunks. */
export function isOwnScript(url: string, page: string): boolean {
  const found = URL.parse(url, page)
  return found?.origin === new URL(page).origin && /^\/(?:sw\.js|assets\/[\w.-]+\.js)$/.test(found.pathname)
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML(html: string): string; createScriptURL(url: string): string }): unknown
}

/**
 * Call it before anything is drawn. In a browser without trusted types it does nothing, and the rest of the content
 * policy still applies.
 */
export function guardTheDocument(types = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes) {
  types?.createPolicy('default', {
    createHTML: (html) => pass(html, isTemplate(html)),
    createScriptURL: (url) => pass(url, isOwnScript(url, document.baseURI)),
  })
}

function pass(value: string, good: boolean): string {
  if (good) return value
  throw new TypeError(`refused by the trusted types policy: ${value.slice(0, 80)}`)
}
