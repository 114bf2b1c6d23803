import type { ProjectFile } from './project-files.ts';

interface WordRule {
  in: RegExp;
  finds: RegExp;
  says: string;
}

const rules: readonly WordRule[] = [
  {
    in: /./,
    finds: /\b(?:TODO|FIXME|XXX|HACK)\b/,
    says: 'what is not done is an issue, not a comment',
  },
  {
    in: /^test\//,
    finds: /\.(?:only|skip|todo|fails)\b\s*[(.]|\b(?:xit|fit|xtest|xdescribe|fdescribe)\(/,
    says: 'every test runs, every time',
  },
  {
    in: /./,
    finds: /(?<![\w.~$})/-])\/(?:root|work|home|Users)\//,
    says: 'a path of one machine is wrong on every other',
  },
  {
    in: /./,
    finds: /"resolved": "http|^\s*(?:@[\w-]+:)?registry\s*=|https?:\/\/[\w.-]*registry/,
    says: 'packages come from whichever registry npm is set to',
  },
];

/** The rules and their examples hold what they forbid. */
const ownFiles = ['test/house/words.ts', 'test/house/words.test.ts'];

/** One line for each line of a file that holds what no file may. */
export function wordViolations(files: readonly ProjectFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    if (ownFiles.includes(path)) return [];
    const mine = rules.filter((rule) => rule.in.test(path));
    return text.split('\n').flatMap((line, index) =>
      mine.flatMap(({ finds, says }) => {
        const found = finds.exec(line)?.[0].trim();
        return found === undefined ? [] : [`${path}:${index + 1} has ${found}: ${says}`];
      }),
    );
  });
}
