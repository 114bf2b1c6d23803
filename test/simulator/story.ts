import type { Kernel } from './kernel.ts';

/** What happened, line by line; nothing is written down unless somebody will read it. */
export interface Story {
  tell(who: string, what: () => string): void;
  /** A value in a few words. */
  show(value: unknown): string;
  lines(): readonly string[];
}

export function createStory(kernel: Kernel, told: boolean): Story {
  const lines: string[] = [];
  return {
    tell(who, what) {
      if (!told) return;
      const seconds = (kernel.now() / 1000).toFixed(3).padStart(10);
      lines.push(`${seconds} s  ${who.padEnd(12)} ${what()}`);
    },
    show: (value) => shown(value),
    lines: () => lines,
  };
}

const told = new Set([
  ...['run', 'status', 'version', 'fence', 'attempt', 'claimableAt', 'cancelRequestedAt'],
  ...['applied', 'record', 'ok', 'value', 'error', 'message', 'name'],
  ...['body', '__type', 'Item', 'Attributes', 'S', 'N'],
]);

function shown(value: unknown): string {
  const text = JSON.stringify(value, (name, inner: unknown) => {
    if (inner instanceof Error) return `${inner.name}: ${inner.message}`;
    return name === '' || told.has(name) ? inner : undefined;
  });
  return (text ?? 'nothing').replaceAll('"', '').slice(0, 300);
}
