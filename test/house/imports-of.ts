import ts from 'typescript';
import type { ProjectFile } from './project-files.ts';

export interface Import {
  line: number;
  /** Null where it is worked out as the program runs. */
  specifier: string | null;
  /** Nothing of it is left when the types are stripped. */
  typeOnly: boolean;
}

/** Every import of a file: static, dynamic, re-exported, required, or of a type alone. */
export function importsOf({ path, text }: ProjectFile): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: Import[] = [];

  function add(node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean): void {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    const known = specifier !== undefined && ts.isStringLiteralLike(specifier);
    found.push({ line, specifier: known ? specifier.text : null, typeOnly });
  }

  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node)) {
      const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      add(node, node.moduleSpecifier, typeOnly);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isExternalModuleReference(node)) {
      add(node, node.expression, false);
    } else if (ts.isCallExpression(node) && loadsModule(node.expression)) {
      add(node, node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  }

  visit(source);
  return found;
}

function loadsModule(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(callee) && callee.text === 'require';
}
