/**
 * Downloads an address of the relay without a time limit. Returns the bytes, the status code of a refusal, or
 * `offline`.
 */
export type Download = (address: string) => Promise<Uint8Array<ArrayBuffer> | number | 'offline'>

export const downloadWith =
  (fetch: typeof globalThis.fetch): Download =>
  async (address) => {
    try {
      const response = await fetch(address, { credentials: 'same-origin' })
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : response.status
    } catch {
      return 'offline' // no network, or the connection broke during the download
    }
  }
