import { join } from 'node:path';
import {
  Application,
  Logger,
  LogLevel,
  type DocumentationEntryPoint,
  type TypeDocOptions,
} from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import ts from 'typescript';
import { addBriefTheme } from './brief-theme.ts';
import { readEntries, root } from './entries.ts';

/** Where the pages are kept. */
export const apiFolder = join(root, 'docs/api');

const options = {
  name: 'The API of madrona-async',
  plugin: ['typedoc-plugin-markdown'],
  theme: 'brief',
  router: 'module',
  flattenOutputFiles: true,
  readme: 'none',
  disableSources: true,
  jsDocCompatibility: { defaultTag: false }, // a default may be a sentence
  excludeExternals: true,
  excludeInternal: true,
  validation: { notDocumented: true, notExported: true, invalidLink: true },
  // Types that compute those which callers see.
  intentionallyNotExported: ['TasksOf', 'NamedArgs', 'TaskNamed', 'ResultOf'],
  sort: [], // as the entries export it
  sortEntryPoints: false,
  indexFormat: 'table',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  expandParameters: true,
  parametersFormat: 'none',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
    leftAlignHeaders: true,
  },
  formatWithPrettier: true,
  prettierConfigFile: join(root, '.prettierrc.json'),
  logLevel: 'Warn',
} satisfies Partial<TypeDocOptions & PluginOptions>;

/**
 * Writes a page for each entry of the package, made from its sources, into a folder, in the place of what it holds.
 * Returns a line for each exported name that says nothing of itself, and for each link that leads nowhere.
 */
export async function writeApiPages(out: string): Promise<string[]> {
  // Without readers: what is read is the entries and what they import, and no configuration but this one.
  const app = await Application.bootstrapWithPlugins({ ...options, out }, []);
  const logger = new Complaints();
  app.logger = logger;
  addBriefTheme(app);
  const project = app.converter.convert(entryPoints());
  app.validate(project);
  await app.generateOutputs(project);
  return logger.lines;
}

function entryPoints(): DocumentationEntryPoint[] {
  const entries = readEntries();
  const program = programOf(entries.map(({ source }) => join(root, source)));
  return entries.map(({ specifier, source }) => {
    const sourceFile = program.getSourceFile(join(root, source));
    if (sourceFile === undefined)
      throw new Error(`${specifier} is made from ${source}: no such file`);
    return { displayName: specifier, program, sourceFile };
  });
}

/** Without the CDK's generated declarations: two thirds of what there is to read, and none of it is shown. */
function programOf(paths: string[]): ts.Program {
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { readFile } = host;
  host.readFile = (path) => (/aws-cdk-lib.*generated/.test(path) ? '' : readFile(path));
  return ts.createProgram(paths, options, host);
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

class Complaints extends Logger {
  readonly lines: string[] = [];

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.lines.push(message);
  }
}
