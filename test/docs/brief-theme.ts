import type { DeclarationHierarchy, Reflection } from 'typedoc';
import {
  MarkdownTheme,
  type MarkdownPageEvent,
  type MarkdownThemeContext,
} from 'typedoc-plugin-markdown';

/** Leaves out what a signature says already, and where a member comes from. */
export class BriefTheme extends MarkdownTheme {
  override getRenderContext(page: MarkdownPageEvent<Reflection>): MarkdownThemeContext {
    const context = super.getRenderContext(page);
    const { partials } = context;
    partials.signatureReturns = () => '';
    partials.inheritance = () => '';
    partials.hierarchy = ({ isTarget, types }: DeclarationHierarchy) =>
      isTarget === true
        ? ''
        : `Extends ${types.map((type) => partials.someType(type)).join(', ')}.`;
    return context;
  }
}
