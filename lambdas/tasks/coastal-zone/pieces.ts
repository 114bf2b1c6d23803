import { edgesOf, type Line, type Point } from './geometry.ts';
import { unwrapped } from './plane.ts';

/** Turf buffers a line on a plane that touches the earth in its middle: true near there only. */
const longestKm = 250;
const mostPoints = 24;

const kmPerDegree = 111.2;

/**
 * Cuts coast lines into pieces that are buffered one by one. None is closed: turf leaves false holes in the
 * buffer of a closed line.
 */
export function piecesOf(coast: readonly Line[]): Line[] {
  return coast.flatMap((line) => piecesOfLine(unwrapped(line, line[0]?.[0] ?? 0)));
}

function piecesOfLine(line: Line): Line[] {
  const most = Math.min(mostPoints, Math.floor(line.length / 2) + 1);
  const pieces: Line[] = [];
  let piece: Line = [];
  let km = 0;
  for (const [a, b] of edgesOf(line)) {
    if (piece.length === most || km > longestKm) piece = [];
    if (piece.length === 0) {
      pieces.push(piece);
      piece.push(a);
      km = 0;
    }
    piece.push(b);
    km += kmBetween(a, b);
  }
  return pieces;
}

function kmBetween(a: Point, b: Point): number {
  const squeeze = Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180);
  return Math.hypot((a[0] - b[0]) * squeeze, a[1] - b[1]) * kmPerDegree;
}
