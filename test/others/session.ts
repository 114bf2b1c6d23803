/** A command of a session that a document shows, and what it is answered. */
export interface Step {
  command: string;
  /** With `…` where something is left out. */
  answer: string;
}

/**
 * The steps of a `console` block: a command after `$ `, its further lines after `> `, what it prints under it, and an
 * empty line between two.
 */
export function stepsOf(block: string): Step[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [, command = '', answer = ''] = /^(.*(?:\n> .*)*)\n?([^]*)$/.exec(step.trimEnd()) ?? [];
      return { command: command.replaceAll('\n> ', '\n'), answer };
    });
}

const taskId = /[\w-]{43}\.[\w-]{22}/g;

/** The task IDs of a text, each once, in the order in which they come. */
export function idsIn(text: string): string[] {
  return [...new Set(text.match(taskId))];
}

const idsAndTimes: [RegExp, string][] = [
  [taskId, '<task ID>'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>'],
  [/\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT/g, '<date>'],
  [/\b(max-age|ttl)=\d+/g, '$1=<seconds>'],
  [/^(retry-after): \d+$/gim, '$1: <seconds>'],
];

/** A text as it is each time that the session is played. */
export function settled(text: string): string {
  const lines = text.replaceAll('\r', '').trimEnd();
  return idsAndTimes.reduce((now, [pattern, stands]) => now.replaceAll(pattern, stands), lines);
}

/** What an answer has to match: itself, with anything for each `…`. */
export function patternOf(answer: string): RegExp {
  const parts = settled(answer)
    .split('…')
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`, 'i');
}
