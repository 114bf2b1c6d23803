import { delimiter } from 'node:path';

type Environment = Record<string, string | undefined>;

/** Where this machine's programs are. */
export function readProgramFolders({ PATH = '' }: Environment = process.env): string[] {
  return PATH.split(delimiter).filter((folder) => folder !== '');
}

/** Whether all that the tests need is to be there. */
export function isCi({ CI }: Environment = process.env): boolean {
  return CI === 'true';
}
