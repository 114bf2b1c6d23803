import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { importsOf } from './imports-of.ts';
import type { Import } from './imports-of.ts';
import { isSource } from './project-files.ts';
import type { Manifest, ProjectFile } from './project-files.ts';

interface ImportRule {
  /** The rule in words, as a violation shows it. */
  says: string;
  /** Files of the project, or folders with a slash at their end. */
  files: readonly string[];
  /** Of these, none whose path begins so. */
  except?: readonly string[];
  /** Of these, types alone. */
  types?: readonly string[];
  /**
   * `shipped`: dependencies and peers, and types of any; `bundled`: all that the manifest names; both without the
   * CDK. `declared`: all that the manifest names.
   */
  packages: readonly string[] | 'shipped' | 'bundled' | 'declared';
  node: boolean;
  /** Whether a path may be worked out as the program runs. */
  computed: boolean;
}

const cdk = ['aws-cdk-lib', 'constructs'];
const everywhere = { packages: 'declared', node: true, computed: true } as const;

/**
 * One row for each top-level folder with code: a folder stands there because it has a rule of its own. Files
 * whose paths begin as a longer row does follow that one.
 */
export const importRules: Record<string, ImportRule> = {
  '.ci': {
    says: '.ci imports node:* alone, for it runs before anything is installed',
    files: ['.ci/'],
    packages: [],
    node: true,
    computed: false,
  },
  core: {
    says: 'core imports zod and core',
    files: ['core/'],
    packages: ['zod'],
    node: false,
    computed: false,
  },
  lambdas: {
    says: 'lambdas imports core, lambdas and the packages that are deployed, not the CDK',
    files: ['core/', 'lambdas/'],
    packages: 'shipped',
    node: true,
    computed: false,
  },
  'lambdas/tasks': {
    says: 'lambdas/tasks imports core, lambdas/tasks and what the manifest names, not the CDK',
    files: ['core/', 'lambdas/tasks/'],
    packages: 'bundled',
    node: true,
    computed: false,
  },
  infra: {
    says: 'infra imports core, infra, lambdas/env.ts, the CDK and esbuild; a registry by its path',
    files: ['core/', 'infra/', 'lambdas/env.ts'],
    packages: [...cdk, 'cdk-nag', 'esbuild'],
    node: true,
    computed: true,
  },
  client: {
    says: 'client imports client but direct and sigv4, and the types of core, no package and no node:*',
    files: ['client/'],
    except: ['client/direct', 'client/sigv4'],
    types: ['core/'],
    packages: [],
    node: false,
    computed: false,
  },
  'client/direct': {
    says: 'client/direct imports client, core, lambdas/adapters and the AWS SDK, no node:*',
    files: ['client/', 'core/', 'lambdas/adapters/'],
    packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/client-sqs', '@aws-sdk/lib-dynamodb'],
    node: false,
    computed: false,
  },
  'client/sigv4': {
    says: 'client/sigv4 imports the signer of the AWS SDK alone, no node:*',
    files: [],
    packages: ['@smithy/signature-v4', '@smithy/core'],
    node: false,
    computed: false,
  },
  local: {
    says: 'local imports everything but test and bench',
    files: ['core/', 'lambdas/', 'infra/', 'client/', 'local/'],
    ...everywhere,
  },
  examples: {
    says: 'examples imports what this package exports, the CDK, zod and credentials, as a team does',
    files: ['examples/'],
    packages: [...cdk, 'zod', '@aws-sdk/credential-providers', 'madrona-async'],
    node: true,
    computed: false,
  },
  test: { says: 'test imports everything', files: ['./'], ...everywhere },
  bench: { says: 'bench imports everything', files: ['./'], ...everywhere },
};

/** One line for each import that its folder's rule does not allow. */
export function importViolations(files: readonly ProjectFile[], manifest: Manifest): string[] {
  return files.filter(isSource).flatMap((file) => {
    const [folder = '', ...rest] = file.path.split('/');
    if (rest.length === 0) return []; // the root holds the tools' own configurations
    const rule = ruleFor(file.path, folder);
    if (rule === undefined) return [`${file.path}: there is no import rule for ${folder}/`];
    return importsOf(file)
      .filter((found) => !isAllowed(found, file.path, rule, manifest))
      .map((found) => {
        const what = found.specifier ?? 'a computed path';
        return `${file.path}:${found.line} imports ${what}: ${rule.says}`;
      });
  });
}

function ruleFor(path: string, folder: string): ImportRule | undefined {
  const longer = Object.keys(importRules).find((row) => row.includes('/') && path.startsWith(row));
  return importRules[longer ?? folder];
}

function isAllowed(found: Import, from: string, rule: ImportRule, manifest: Manifest): boolean {
  const { specifier, typeOnly } = found;
  if (specifier === null) return rule.computed;
  if (isBuiltin(specifier)) return rule.node;
  const path = projectPath(specifier, from, manifest);
  if (path === undefined) return packageAllowed(specifier, typeOnly, rule, manifest);
  if (rule.except?.some((start) => path.startsWith(start))) return false;
  return isUnder(path, rule.files) || (typeOnly && isUnder(path, rule.types ?? []));
}

/** Where in the project a specifier leads; undefined for a package. */
function projectPath(specifier: string, from: string, manifest: Manifest): string | undefined {
  const own = manifest.imports[specifier];
  if (own !== undefined) return posix.normalize(own);
  if (specifier.startsWith('/')) return specifier;
  return /^\.\.?\//.test(specifier) ? posix.join(posix.dirname(from), specifier) : undefined;
}

function isUnder(path: string, places: readonly string[]): boolean {
  return places.some((place) => {
    if (place === './') return !path.startsWith('../') && !path.startsWith('/');
    return place.endsWith('/') ? path.startsWith(place) : path === place;
  });
}

function packageAllowed(
  specifier: string,
  typeOnly: boolean,
  { packages }: ImportRule,
  manifest: Manifest,
): boolean {
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  if (name === manifest.name && !(specifier.replace(name, '.') in manifest.exports)) return false;
  if (packages === 'declared') return isDeclared(name, manifest);
  if (packages !== 'shipped' && packages !== 'bundled') return packages.includes(name);
  if (cdk.includes(name)) return false;
  const { dependencies, peerDependencies } = manifest;
  const comesAlong = name in dependencies || name in peerDependencies;
  return comesAlong || ((typeOnly || packages === 'bundled') && isDeclared(name, manifest));
}

function isDeclared(name: string, manifest: Manifest): boolean {
  const { dependencies, devDependencies } = manifest;
  const types = `@types/${name.replace(/^@(.+)\//, '$1__')}`;
  return [name, types].some((each) => each in dependencies || each in devDependencies);
}
