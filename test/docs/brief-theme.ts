import {
  Converter,
  type Application,
  type Context,
  type DeclarationHierarchy,
  type Reflection,
  type SignatureReflection,
} from 'typedoc';
import {
  MarkdownTheme,
  type MarkdownPageEvent,
  type MarkdownThemeContext,
} from 'typedoc-plugin-markdown';
import ts from 'typescript';

/** Methods as they are declared: typedoc shows the types that the compiler has made of their types. */
const declared = new WeakMap<SignatureReflection, string>();

/** Gives typedoc the theme `brief`, which leaves out what a signature says already, and where a member comes from. */
export function addBriefTheme(app: Application): void {
  app.converter.on(
    Converter.EVENT_CREATE_SIGNATURE,
    (_: Context, signature: SignatureReflection, declaration?: ts.Node) => {
      if (declaration === undefined || !ts.isMethodSignature(declaration)) return;
      declared.set(signature, declaration.getText().replaceAll('\n  ', '\n'));
    },
  );
  app.renderer.defineTheme('brief', BriefTheme);
}

class BriefTheme extends MarkdownTheme {
  override getRenderContext(page: MarkdownPageEvent<Reflection>): MarkdownThemeContext {
    const context = super.getRenderContext(page);
    const { partials } = context;
    const { signatureTitle } = partials;
    partials.signatureTitle = (signature, options) => {
      const text = declared.get(signature);
      return text === undefined ? signatureTitle(signature, options) : fenced(text);
    };
    partials.signatureReturns = () => '';
    partials.inheritance = () => '';
    partials.hierarchy = ({ isTarget, types }: DeclarationHierarchy) =>
      isTarget === true
        ? ''
        : `Extends ${types.map((type) => partials.someType(type)).join(', ')}.`;
    return context;
  }
}

function fenced(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``;
}
