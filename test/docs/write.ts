import { writeFile } from 'node:fs/promises';
import { apiFolder, writeApiPages } from './api-pages.ts';
import { documentExamples, examplesText } from './document-examples.ts';
import { problemsPage, problemsText } from './problems-page.ts';

const wrong = await writeApiPages(apiFolder);
for (const line of wrong) console.error(line);
process.exitCode = wrong.length === 0 ? 0 : 1;
await writeFile(problemsPage, await problemsText());
await writeFile(documentExamples, await examplesText());
