import type { Progress } from '../../core/run.ts';

const width = 32;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** `███████▌░░░░░░░░  47 %  Cell 36 of 77` */
export function progressBar(progress: Progress | null): string {
  const { current, total, message } = progress ?? { current: 0, total: null, message: 'waiting' };
  const part = total === null || total <= 0 ? 0 : Math.min(Math.max(current / total, 0), 1);
  const filled = Math.floor(part * width * 8);
  const bar = `${'█'.repeat(filled >> 3)}${eighths[filled % 8]}`;
  const percent = `${Math.floor(part * 100)} %`.padStart(5);
  return `${bar.padEnd(width, '░')} ${percent}  ${message ?? ''}`.trimEnd();
}
