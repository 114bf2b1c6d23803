export { add } from './add.ts';
export { clock } from './clock.ts';
export { coastalZone } from './coastal-zone.ts';
export { countdown } from './countdown.ts';
export { flaky } from './flaky.ts';
export { spin } from './spin.ts';
