import { createMemo } from 'solid-js'
import { encode } from 'uqr'
import './qr-code.css'

/** Dark on light in both themes, because not every camera reads light on dark. */
export function QrCode(props: { text: string; label: string }) {
  const code = createMemo(() => encode(props.text, { ecc: 'M', border: 2 }))
  return (
    <svg class="qr-code" role="img" aria-label={props.label} viewBox={`0 0 ${code().size} ${code().size}`}>
      <path d={squares(code().data)} />
    </svg>
  )
}

/** Draws each run of dark squares in a row as one rectangle. */
const squares = (rows: readonly (readonly boolean[])[]): string => rows.map(runs).join('')

const runs = (row: readonly boolean[], y: number): string => {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    const from = x
    while (row[x]) x++
    if (x > from) path += `M${from} ${y}h${x - from}v1h${from - x}z`
  }
  return path
}
