import type { Through } from '../simulator/play.ts';

/** A small change to one file of the production source. */
export interface Change {
  file: string;
  /** Is there exactly once. */
  find: string;
  replace: string;
}

/** A bug that somebody may write one day: planted in a copy, it has to be found. */
export interface Bug extends Change {
  name: string;
  /** What goes wrong by it. */
  why: string;
  /** Where one place is not enough. */
  and?: readonly Change[];
  /** How schedules go that see it: by the ports, where nothing is said. */
  through?: Through;
  /** The test that finds it, where it is of a kind that no schedule shows; else the simulator does. */
  test?: NamedTest;
}

export interface NamedTest {
  file: string;
  title: string;
}

export function changesOf(bug: Bug): readonly Change[] {
  return [bug, ...(bug.and ?? [])];
}

/** The text with that change. Throws where the text to be replaced is not there exactly once. */
export function changed(text: string, { file, find, replace }: Change): string {
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`${file} has ${times} times what is to be there once: ${find}`);
  if (find === replace) throw new Error(`${file} would stay as it is`);
  return text.replace(find, () => replace);
}
