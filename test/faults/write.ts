import { cells, outcomeOf } from './cells.ts';
import { nameOf, writePage } from './page.ts';

const sentences = new Map<string, string>();
for (const cell of cells) sentences.set(nameOf(cell), await outcomeOf(cell));
writePage(sentences);
