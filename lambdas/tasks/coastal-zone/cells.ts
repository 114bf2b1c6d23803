import { boxOf } from './geometry.ts';
import type { Box, Line } from './geometry.ts';

/** A field of the grid on which a zone is worked out, and the pieces of coast that may reach it. */
export interface Cell {
  box: Box;
  pieces: Line[];
}

/** The antimeridian is a line of the grid, so what the cells are put together to is cut there. */
const cellDegrees = 3;
const columns = 360 / cellDegrees;
const rows = 180 / cellDegrees;

/** All cells that the zone may touch, from the south-west on. */
export function cellsNear(pieces: readonly Line[], km: number): Cell[] {
  const found = new Map<number, Cell>();
  for (const piece of pieces) {
    const [west, south, east, north] = widened(boxOf(piece), km);
    const lastRow = Math.min(rowAt(north), rows - 1);
    for (let row = Math.max(rowAt(south), 0); row <= lastRow; row += 1) {
      const lastColumn = Math.min(columnAt(east), columnAt(west) + columns - 1);
      for (let at = columnAt(west); at <= lastColumn; at += 1) {
        const column = ((at % columns) + columns) % columns;
        const number = row * columns + column;
        const cell = found.get(number) ?? { box: boxAt(row, column), pieces: [] };
        cell.pieces.push(piece);
        found.set(number, cell);
      }
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([, cell]) => cell);
}

const earthKm = 6371.0088;

/** What a distance over the sphere can reach from the box; past the antimeridian where it does. */
function widened([west, south, east, north]: Box, km: number): Box {
  const angle = (km * 1.02) / earthKm;
  const up = degrees(angle);
  const steepest = Math.max(north, -south);
  // The circle's easternmost point, not the one due east, bounds it.
  const ratio = Math.sin(angle) / Math.cos((steepest * Math.PI) / 180);
  const aside = steepest + up < 90 ? degrees(Math.asin(Math.min(ratio, 1))) : 180;
  return [west - aside, south - up, east + aside, north + up];
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}

function rowAt(latitude: number): number {
  return Math.floor((latitude + 90) / cellDegrees);
}

function columnAt(longitude: number): number {
  return Math.floor((longitude + 180) / cellDegrees);
}

function boxAt(row: number, column: number): Box {
  const west = column * cellDegrees - 180;
  const south = row * cellDegrees - 90;
  return [west, south, west + cellDegrees, south + cellDegrees];
}
