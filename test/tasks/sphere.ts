/** Just enough geometry of the sphere, on unit vectors. */
export type Vector = readonly [number, number, number];
/** Longitude and latitude, in degrees. */
export type Place = readonly [number, number];

export const earthKm = 6371.0088;

const radian = Math.PI / 180;

export function vectorOf([longitude, latitude]: Place): Vector {
  const [x, y] = [longitude * radian, latitude * radian];
  return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
}

export function placeOf([x, y, z]: Vector): Place {
  return [Math.atan2(y, x) / radian, Math.atan2(z, Math.hypot(x, y)) / radian];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function sum(vectors: readonly Vector[]): Vector {
  return vectors.reduce((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]], [0, 0, 0]);
}

export function scaled(a: Vector, factor: number): Vector {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function unit(a: Vector): Vector {
  return scaled(a, 1 / Math.hypot(...a));
}

/** In radians; exact for small angles too, where the arc cosine is not. */
export function angle(a: Vector, b: Vector): number {
  return Math.atan2(Math.hypot(...cross(a, b)), dot(a, b));
}

/** The shorter way between two points along a great circle. */
export interface Arc {
  from: Vector;
  to: Vector;
  pole: Vector;
  middle: Vector;
  halfLength: number;
}

export function arcBetween(from: Vector, to: Vector): Arc {
  const pole = unit(cross(from, to));
  return { from, to, pole, middle: unit(sum([from, to])), halfLength: angle(from, to) / 2 };
}

/** In radians. */
export function angleToArc(point: Vector, { from, to, pole }: Arc): number {
  const beside = dot(cross(pole, from), point) >= 0 && dot(cross(to, pole), point) >= 0;
  if (beside) return Math.abs(Math.asin(dot(point, pole)));
  return Math.min(angle(point, from), angle(point, to));
}

/** All within an angle of a point. */
export interface Cap {
  centre: Vector;
  /** In radians. */
  radius: number;
}

/** Points that each stand for the same share of the cap: a spiral by the golden angle (Fibonacci's lattice). */
export function spread({ centre, radius }: Cap, count: number): Vector[] {
  const aside = unit(cross(centre, Math.abs(centre[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]));
  const ahead = cross(centre, aside);
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, i) => {
    const height = 1 - ((i + 0.5) / count) * (1 - Math.cos(radius));
    const width = Math.sqrt(1 - height * height);
    const turn = i * golden;
    return sum([
      scaled(centre, height),
      scaled(aside, width * Math.cos(turn)),
      scaled(ahead, width * Math.sin(turn)),
    ]);
  });
}
