/** How a bug was seen. */
export type Sighting =
  | { by: 'simulator'; schedule: number; promise: string; how: string; seconds: number }
  | { by: 'test'; seconds: number }
  | { by: 'nothing'; why: string; seconds: number };
