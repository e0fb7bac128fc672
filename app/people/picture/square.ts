/** The chosen part of a picture, in pixels of that picture. */
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

/** The largest possible square in the middle. */
export const middleOf = ({ width, height }: Size): Square => {
  const edge = Math.min(width, height)
  return { x: (width - edge) / 2, y: (height - edge) / 2, edge }
}

/** Moves the square by fractions of its edge. It stays inside the picture. */
export const moved = (square: Square, right: number, down: number, of: Size): Square =>
  inside({ ...square, x: square.x + right * square.edge, y: square.y + down * square.edge }, of)

/**
 * At `zoom` 1 the square is as large as possible. The point (`right`, `down`), in fractions of the square's edge, stays
 * in place.
 */
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
