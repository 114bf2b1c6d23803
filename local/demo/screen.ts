/** Where a story is told: a terminal, or what lines are written to. */
export interface Screen {
  readonly isTerminal: boolean;
  line(text?: string): void;
  /** On a terminal in the place of what was shown before; else a line of its own, where it has changed. */
  show(text: string): void;
}

export interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

const clearLine = '\r\x1b[2K';

export function createScreen(output: Output): Screen {
  const isTerminal = output.isTTY === true;
  let shown = '';

  return {
    isTerminal,
    line(text = '') {
      output.write(`${isTerminal && shown !== '' ? clearLine : ''}${text}\n`);
      shown = '';
    },
    show(text) {
      if (text === shown) return;
      output.write(isTerminal ? `${clearLine}${text}` : `${text}\n`);
      shown = text;
    },
  };
}
