import type { Element } from './html.ts'

/** Whether a table shows data: it has columns, and no table in it. Others only arrange a page. */
export const isGrid = (table: Element): boolean => {
  const rows = rowsOf(table)
  return rows.some((cells) => cells.length > 1) && !rows.flat().some(holdsTable)
}

/** The cells of each row. A cell that spans columns is followed by empty ones. */
export const rowsOf = (table: Element): Element[][] => {
  const rows: Element[][] = []
  const read = ({ inside }: Element) => {
    for (const one of inside) {
      if (typeof one === 'string') continue
      if (one.name === 'tr') rows.push(cellsOf(one))
      else if (/^t(?:head|body|foot)$/.test(one.name)) read(one)
    }
  }
  read(table)
  return rows.filter((cells) => cells.length > 0)
}

const mostSpanned = 20

const cellsOf = ({ inside }: Element): Element[] =>
  inside.flatMap((one) => {
    if (typeof one === 'string' || !/^t[dh]$/.test(one.name)) return []
    const span = Math.min(Number(one.attributes.get('colspan')) || 1, mostSpanned)
    return [one, ...Array.from({ length: span - 1 }, () => empty)]
  })

const empty: Element = { name: 'td', attributes: new Map(), inside: [] }

const holdsTable = ({ name, inside }: Element): boolean =>
  name === 'table' || inside.some((one) => typeof one !== 'string' && holdsTable(one))
