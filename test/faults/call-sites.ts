import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const core = join(import.meta.dirname, '../../core');

/** A place in core/ at which AWS is called, be it by way of a function that calls it for others too. */
export interface CallSite {
  /** As a stack has it: file and line. */
  at: string;
  /** Its file and the function that it stands in, which stay where lines move. */
  within: string;
}

/** What calls AWS, and what many call to do so: each of their calls is a place of its own. */
const calling =
  /\b(?:(?:store|queue|delivery|survey)\s*\.\s*(?:read|put|update|putResult|readResult|putUrl|readUrl|send|setVisibility|overdue)|(?<!function )(?:locateRun|standsInHead|updateRun|writeBegin|endUnheld))\s*\(/g;

/** All of them, by a look through the source. */
export function callSites(): CallSite[] {
  return readdirSync(core)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => sitesIn(name, readFileSync(join(core, name), 'utf8')));
}

export function sitesIn(name: string, source: string): CallSite[] {
  return [...source.matchAll(calling)].map(({ index, 0: text }) => {
    // A stack has the line of the method's name.
    const before = `${source.slice(0, index)}${text}`.split('\n');
    const within =
      before
        .flatMap((line) => /^\s*(?:export )?(?:async )?function (\w+)/.exec(line)?.[1] ?? [])
        .at(-1) ?? '';
    return { at: `${name}:${before.length}`, within: `${name} ${within}` };
  });
}

/** The places in core/ by which a call with that stack came, the innermost first. */
export function cameBy(stack = ''): string[] {
  return [...stack.matchAll(/\/core\/([\w-]+\.ts:\d+):\d+/g)].flatMap(([, at]) => at ?? []);
}
