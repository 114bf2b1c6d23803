/** The known names that a misspelt one may have meant, nearest first, at most three. */
export function nearNames(name: string, known: readonly string[]): string[] {
  const asked = name.toLowerCase().slice(0, 100);
  return known
    .map((candidate) => ({ candidate, distance: distanceOf(asked, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance; a name that begins or ends with what was asked counts as near. */
function distanceOf(asked: string, candidate: string): number {
  if (asked === candidate) return 0;
  if (asked.length >= 3 && (candidate.startsWith(asked) || candidate.endsWith(asked))) return 1;
  const letters = [...candidate];
  let row = [0, ...letters.map((_, i) => i + 1)];
  for (const [i, a] of [...asked].entries()) {
    const next = [i + 1];
    for (const [j, b] of letters.entries()) {
      const substituted = (row[j] ?? 0) + (a === b ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[letters.length] ?? 0;
}
