/** All bytes at an address of the relay, however long it takes; else the status of its no, or `offline`. */
export type Download = (address: string) => Promise<Uint8Array<ArrayBuffer> | number | 'offline'>

export const downloadWith =
  (fetch: typeof globalThis.fetch): Download =>
  async (address) => {
    try {
      const response = await fetch(address, { credentials: 'same-origin' })
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : response.status
    } catch {
      return 'offline' // no network, or a relay that broke off in the middle
    }
  }
