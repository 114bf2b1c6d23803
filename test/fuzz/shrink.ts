import { listedChoices } from '../simulator/choices.ts';
import type { Play } from './campaign.ts';

const mostTries = 2000;

/** The tamest list of choices found with which the case still fails in the same way, and that failure. */
export async function shrink(
  play: Play,
  failing: readonly number[],
  isSame: (error: unknown) => boolean,
): Promise<{ choices: readonly number[]; error: unknown }> {
  let best = { choices: trimmed(failing), error: await errorOf(play, failing) };
  let tries = 0;

  const better = async (candidate: readonly number[]): Promise<boolean> => {
    tries += 1;
    const error = await errorOf(play, candidate);
    if (error === undefined || !isSame(error)) return false;
    best = { choices: trimmed(candidate), error };
    return true;
  };

  for (let improved = true; improved && tries < mostTries;) {
    improved = false;
    for (let length = 32; length >= 1; length = Math.floor(length / 2)) {
      for (let at = 0; at < best.choices.length && tries < mostTries;) {
        const without = best.choices.toSpliced(at, length);
        if (await better(without)) improved = true;
        else at += length;
      }
    }
    for (let at = 0; at < best.choices.length && tries < mostTries; at += 1) {
      const value = best.choices[at] ?? 0;
      for (const lower of [0, Math.floor(value / 2), value - 1]) {
        if (lower < 0 || lower >= value) continue;
        if (!(await better(best.choices.with(at, lower)))) continue;
        improved = true;
        break;
      }
    }
  }
  return best;
}

async function errorOf(play: Play, choices: readonly number[]): Promise<unknown> {
  try {
    await play(listedChoices(choices));
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What a list leaves out is 0. */
function trimmed(list: readonly number[]): readonly number[] {
  return list.slice(0, list.findLastIndex((value) => value !== 0) + 1);
}
