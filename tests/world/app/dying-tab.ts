import 'fake-indexeddb/auto'

/** A request that nobody answers any more. */
const silence: unknown = new Proxy(() => {}, {
  get: (_, key) => (key === 'then' ? undefined : silence),
  set: () => true,
  apply: () => silence,
})

const steps = [
  [IDBFactory.prototype, ['open', 'deleteDatabase']],
  [IDBDatabase.prototype, ['transaction', 'createObjectStore']],
  [
    IDBObjectStore.prototype,
    ['add', 'put', 'delete', 'clear', 'get', 'getAll', 'count', 'openCursor', 'openKeyCursor'],
  ],
] as const

type Real = (this: object, ...given: unknown[]) => unknown

/**
 * From now on the tab dies at its `last`-th step on the disk: neither that step nor any later one is done, what it has
 * in open transactions is undone, and it hears nothing any more.
 */
export const dieAtStep = (last: number) => {
  const transactions = new Set<IDBTransaction>()
  const requests = new Set<IDBRequest>()
  let taken = 0
  const die = () => {
    for (const request of requests) deafen(request)
    for (const transaction of transactions) abort(transaction)
  }
  const isDone = () => {
    if (++taken === last) die()
    return taken < last
  }
  const dying = (real: Real): Real =>
    function (...given) {
      if (this instanceof IDBObjectStore) transactions.add(this.transaction)
      // fake-indexeddb begins this one itself, for somebody who opens a database.
      if (given[1] === 'versionchange') return real.apply(this, given)
      if (!isDone()) return silence
      const result = real.apply(this, given)
      if (result instanceof IDBTransaction) transactions.add(result)
      if (result instanceof IDBRequest) requests.add(result)
      return result
    }
  const restore = steps.flatMap(([prototype, names]) =>
    names.map((name) => {
      const methods = prototype as unknown as Record<string, Real>
      const real = methods[name] as Real
      methods[name] = dying(real)
      return () => {
        methods[name] = real
      }
    }),
  )
  return {
    isDead: () => taken >= last,
    /** What is done from now on is done by others. */
    end: () => {
      for (const one of restore) one()
    },
  }
}

/** The browser closes the databases of a tab that dies, also those that it is just opening. */
const deafen = (request: IDBRequest): void => {
  const close = () => request.result instanceof IDBDatabase && request.result.close()
  Object.assign(request, { onsuccess: close, onerror: null, onupgradeneeded: null })
  if (request.readyState === 'done' && !request.error) close()
}

const abort = (transaction: IDBTransaction): void => {
  try {
    transaction.abort()
  } catch {
    // it is complete
  }
}
