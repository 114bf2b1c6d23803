/** What a place may do otherwise than AWS, as tests are told by these names; docs/emulators.md has who does. */
export const deviations = [
  /** A deployment that fails leaves what it had done by then, and a stack that cannot be removed. */
  'no-rollback',
] as const;

export type Deviation = (typeof deviations)[number];
