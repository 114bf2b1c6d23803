import ts from 'typescript';
import { isSource } from './project-files.ts';
import type { ProjectFile } from './project-files.ts';

/**
 * One line for each place in the sources that overrides a tool without saying why: a rule of the linter
 * switched off, or a type asserted. The reason stands on the same line, on the one above, or over the
 * function that is there for it.
 */
export function missingReasons(files: readonly ProjectFile[]): string[] {
  return files
    .filter(isSource)
    .flatMap((file) => [
      ...disabledRules(file),
      ...(file.path.startsWith('test/') ? [] : assertions(file)),
    ]);
}

const disabling = /(?:\/\/|\/\*)\s*eslint-disable/;

function disabledRules({ path, text }: ProjectFile): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (!disabling.test(line) || / -- \S/.test(line) || isComment(lines[index - 1])) return [];
    return [`${path}:${index + 1} switches a rule of the linter off and does not say why`];
  });
}

function assertions({ path, text }: ProjectFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const found: string[] = [];

  function visit(node: ts.Node): void {
    if (isAssertion(node) && !isExplained(node)) {
      const line = lineOf(node.end);
      found.push(`${path}:${line + 1} asserts a type and does not say why`);
    }
    ts.forEachChild(node, visit);
  }

  function isExplained(node: ts.Node): boolean {
    const line = lineOf(node.end);
    if (/\/[/*]/.test(lines[line] ?? '') || isComment(lines[line - 1])) return true;
    const owner = ts.findAncestor(node, ts.isFunctionDeclaration);
    return owner !== undefined && isComment(lines[lineOf(owner.getStart(source)) - 1]);
  }

  function lineOf(position: number): number {
    return source.getLineAndCharacterOfPosition(position).line;
  }

  visit(source);
  return found;
}

function isAssertion(node: ts.Node): boolean {
  if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return false;
  return !ts.isConstTypeReference(node.type);
}

function isComment(line: string | undefined): boolean {
  return line !== undefined && /^\s*\/\/(?!\s*eslint-)|\*\/\s*$/.test(line);
}
