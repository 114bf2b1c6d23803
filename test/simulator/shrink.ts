import { listedChoices } from './choices.ts';
import { play, type Played, type Through } from './play.ts';

const mostTries = 3000;

/**
 * The smallest schedule found that still breaks the same promise: choices are left out, then made tamer, for as
 * long as that helps. What a list leaves out is the tamest choice.
 */
export async function shrink(failing: Played, through: Through): Promise<Played> {
  const promise = failing.violation?.promise;
  let best = failing;
  let tries = 0;

  const better = async (candidate: readonly number[]): Promise<boolean> => {
    if (tries >= mostTries) return false;
    tries += 1;
    const played = await play(listedChoices(candidate), false, through);
    if (played.violation?.promise !== promise) return false;
    const taken = trimmed(played.choices);
    if (!isTamer(taken, trimmed(best.choices))) return false;
    best = played;
    return true;
  };

  for (let improved = true; improved && tries < mostTries;) {
    improved = false;
    for (let length = 64; length >= 1; length = Math.floor(length / 2)) {
      for (let at = 0; at < trimmed(best.choices).length;) {
        const list = trimmed(best.choices);
        const without = [...list.slice(0, at), ...list.slice(at + length)];
        const tame = [
          ...list.slice(0, at),
          ...list.slice(at, at + length).map(() => 0),
          ...list.slice(at + length),
        ];
        if ((await better(without)) || (await better(tame))) improved = true;
        else at += length;
      }
    }
    for (let at = 0; at < trimmed(best.choices).length; at += 1) {
      while (await better(lowered(trimmed(best.choices), at))) improved = true;
    }
  }
  return play(listedChoices(best.choices), true, through);
}

function lowered(list: readonly number[], at: number): number[] {
  return list.map((value, index) => (index === at ? Math.floor(value / 2) : value));
}

function trimmed(list: readonly number[]): readonly number[] {
  const last = list.findLastIndex((value) => value !== 0);
  return list.slice(0, last + 1);
}

/** Shorter, or as long and smaller at the first place where they differ. */
function isTamer(one: readonly number[], other: readonly number[]): boolean {
  if (one.length !== other.length) return one.length < other.length;
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
