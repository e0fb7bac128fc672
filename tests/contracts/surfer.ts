/** The page that a surfer is on. */
export interface SurferPage {
  /** Path with its query. */
  path: string
  status: number
  /** The target of a redirect that was not followed. */
  location: string
  text: string
  isAt(origin: string): boolean
}

/** A minimal browser: keeps cookies by host and path, follows redirects, and submits the form on the page. */
export const makeSurfer = () => {
  const cookies = new Map<string, { host: string; path: string; pair: string }>()
  let at = ''
  let text = ''

  const cookieFor = ({ host, pathname }: URL): string =>
    [...cookies.values()]
      .filter((cookie) => cookie.host === host && pathname.startsWith(cookie.path))
      .map(({ pair }) => pair)
      .join('; ')

  const keep = (url: URL, set: string) => {
    const [pair = '', ...attributes] = set.split(/; */)
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/'
    const isOver = attributes.some((one) => /^max-age=0$/i.test(one) || /^expires=Thu, 01 Jan 1970/i.test(one))
    const key = `${url.host} ${path} ${pair.split('=')[0]}`
    if (isOver) cookies.delete(key)
    else cookies.set(key, { host: url.host, path, pair })
  }

  const request = async (address: string, init: RequestInit = {}) => {
    const url = new URL(address)
    const headers = { ...init.headers, cookie: cookieFor(url) }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const set of response.headers.getSetCookie()) keep(url, set)
    return response
  }

  const walk = async (address: string, init: RequestInit = {}, follow = true): Promise<SurferPage> => {
    const response = await request(address, init)
    const location = response.headers.get('location') ?? ''
    if (location !== '' && follow) return walk(new URL(location, address).href, {}, follow)
    at = address
    text = await response.text()
    const { pathname, search, origin } = new URL(address)
    return { path: pathname + search, status: response.status, location, text, isAt: (other) => other === origin }
  }

  return {
    open: (address: string, { follow = true } = {}) => walk(address, {}, follow),

    async get(address: string) {
      const response = await request(address)
      return { status: response.status, json: await response.json() }
    },

    /** Submits the form on the page, with its hidden fields and these fields. */
    submit(fields: Record<string, string>) {
      const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1]
      if (action === undefined) throw new Error(`no form at ${at}`)
      const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      const body = new URLSearchParams({
        ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
        ...fields,
      })
      return walk(new URL(action, at).href, { method: 'POST', body })
    },
  }
}
export type Surfer = ReturnType<typeof makeSurfer>
