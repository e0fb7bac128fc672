/** The part of a picture that is taken, in the picture's own pixels. */
export interface Square {
  x: number
  y: number
  edge: number
}
export interface Size {
  width: number
  height: number
}

const smallestEdge = 48

/** As much as there is, from the middle. */
export const middleOf = ({ width, height }: Size): Square => {
  const edge = Math.min(width, height)
  return { x: (width - edge) / 2, y: (height - edge) / 2, edge }
}

/** By parts of its own edge; it stays inside of the picture. */
export const moved = (square: Square, right: number, down: number, of: Size): Square =>
  inside({ ...square, x: square.x + right * square.edge, y: square.y + down * square.edge }, of)

/** `zoom` 1: as much as there is. The point of the square at (`right`, `down`), as parts of its edge, stays where it is. */
export const zoomedTo = (square: Square, zoom: number, of: Size, right = 0.5, down = 0.5): Square => {
  const whole = Math.min(of.width, of.height)
  const edge = Math.min(whole, Math.max(whole / zoom, Math.min(smallestEdge, whole)))
  const less = square.edge - edge
  return inside({ x: square.x + less * right, y: square.y + less * down, edge }, of)
}

export const zoomOf = ({ edge }: Square, { width, height }: Size): number => Math.min(width, height) / edge

const inside = ({ x, y, edge }: Square, { width, height }: Size): Square => ({
  x: between(0, x, width - edge),
  y: between(0, y, height - edge),
  edge,
})

const between = (least: number, value: number, most: number): number => Math.min(Math.max(value, least), most)
