/** Lines of cells, the first of which are the heads, as a table in Markdown, padded as Prettier does. */
export function markdownTable(lines: readonly (readonly string[])[]): string {
  const [heads = [], ...rest] = lines;
  const widths = heads.map((_, column) =>
    Math.max(3, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const rule = widths.map((width) => '-'.repeat(width));
  const row = (line: readonly string[]) =>
    `| ${widths.map((width, column) => (line[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [heads, rule, ...rest].map(row).join('\n');
}
