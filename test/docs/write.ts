import { apiFolder, writeApiPages } from './api-pages.ts';

const wrong = await writeApiPages(apiFolder);
for (const line of wrong) console.error(line);
process.exitCode = wrong.length === 0 ? 0 : 1;
