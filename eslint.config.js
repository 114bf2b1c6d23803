import { defineConfig, globalIgnores } from 'eslint/config';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

const scripts = ['**/*.js', '**/*.mjs'];
const configFiles = ['*.config.js', '*.config.ts'];

const noEnvironment = {
  object: 'process',
  property: 'env',
  message: 'Each program reads its environment in its one env.ts; take the value as an argument.',
};

const asArgument = 'core gets time, ids and randomness as arguments: see core/ports.ts.';
const notInCore = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'],
  ...['performance', 'crypto', 'fetch', 'console', 'process', 'Buffer'],
].map((name) => ({ name, message: asArgument }));

const noReExport = {
  selector: 'ExportAllDeclaration, ExportNamedDeclaration[source]',
  message: 'Import a thing from the file that makes it; only an index.ts hands on.',
};

const exportedConstant = 'ExportNamedDeclaration > VariableDeclaration';
const documented = {
  publicOnly: true,
  enableFixer: false,
  require: { ClassDeclaration: true, FunctionDeclaration: true },
  contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', exportedConstant],
};

export default defineConfig(
  globalIgnores(['**/cdk.out/', '**/.madrona/', 'coverage/', 'dist/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
      'no-restricted-properties': ['error', noEnvironment],
      'no-restricted-syntax': ['error', noReExport],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // What a signal carries is thrown on as it is.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingAny: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingAny: true }],
      // An implementation of an async interface may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Objects here close over their state: nothing is lost when a method is taken out of one.
      '@typescript-eslint/unbound-method': 'off',
      // The compiler's noUnusedLocals and noUnusedParameters see more.
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
  {
    files: ['core/**'],
    rules: {
      'no-restricted-globals': ['error', { globals: notInCore, checkGlobalObject: true }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: asArgument },
        { object: 'Math', property: 'random', message: asArgument },
        { object: 'AbortSignal', property: 'timeout', message: asArgument },
      ],
      'no-restricted-syntax': [
        'error',
        noReExport,
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: asArgument,
        },
        { selector: 'CallExpression[callee.name="Date"]', message: asArgument },
      ],
    },
  },
  {
    files: ['client/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer'].map((name) => ({ name, message: 'Browsers run the client too.' })),
      ],
    },
  },
  {
    files: ['core/**', 'client/**', 'infra/**'],
    plugins: { jsdoc },
    rules: { 'jsdoc/require-jsdoc': ['error', documented] },
  },
  { files: ['**/env.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['**/index.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: configFiles, rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['test/**'],
    rules: {
      // Tests look into JSON that came over a wire, and throw what tasks may throw.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  { files: scripts, extends: [tseslint.configs.disableTypeChecked] },
);
