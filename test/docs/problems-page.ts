import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { problemTypeBase, type ErrorCode } from '../../core/errors.ts';
import { problems } from '../../core/problem.ts';
import { problemTexts } from '../../lambdas/api/openapi/problem-texts.ts';
import { root } from './entries.ts';
import { answerTo, problemExamples, type ProblemExample } from './problem-examples.ts';

/** Where the page is kept. */
export const problemsPage = join(root, 'docs/problems.md');

const intro = `# Problems

Whatever is refused is answered by a problem ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)): its \`type\` is \`${problemTypeBase}\` and one of these codes. \`npm run api-docs\` writes this page from the sources, and the examples are what the API answers; a monitor in them is left out.
`;

const by = { api: 'the API', gateway: 'the gateway of a REST API', both: 'the API or the gateway' };

/** The page as the sources have it. */
export async function problemsText(): Promise<string> {
  // The keys of a literal whose type is closed.
  const codes = Object.keys(problems) as ErrorCode[];
  const sections = await Promise.all(codes.map(sectionOf));
  const config = await resolveConfig(problemsPage);
  return format([intro, ...sections].join('\n'), { ...config, parser: 'markdown' });
}

async function sectionOf(code: ErrorCode): Promise<string> {
  const { status, title } = problems[code];
  const { when, then, by: whose } = problemTexts[code];
  const text = `## ${code}\n\n**${status}, ${title}**: by ${by[whose]}. ${when}\n\n${then}\n`;
  const example = Object.entries<ProblemExample>(problemExamples).find(([name]) => name === code);
  return example === undefined ? text : `${text}\n${await exampleText(example[1])}`;
}

async function exampleText(example: ProblemExample): Promise<string> {
  const { body } = await answerTo(example);
  const [method, target] = example.ask;
  const shown = target.length > 80 ? `${target.slice(0, 60)}…` : target;
  const json = JSON.stringify({ ...body, run: body.run && {} }, null, 2);
  return `\`${method} ${shown}\`:\n\n\`\`\`json\n${json}\n\`\`\`\n`;
}
