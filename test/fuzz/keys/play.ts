import type { Choices } from '../../simulator/choices.ts';
import { playCall } from './play-call.ts';
import { playMisfit } from './play-misfit.ts';
import { playText } from './play-text.ts';
import { playUrl } from './play-url.ts';

const plays = [playUrl, playUrl, playUrl, playCall, playCall, playCall, playText, playMisfit];

/** One case of keys. Returns how many URLs and calls it tried; throws what is wrong. */
export function playKeys(choices: Choices): number {
  return plays[choices.pick(plays.length)]?.(choices) ?? 0;
}
