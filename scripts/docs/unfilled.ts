/**
 * What of a page waits to be filled, a sentence each: a generated part that nothing writes or that
 * is empty, and a rehearsal that nobody did. `written` has the names of the parts that are written.
 */
export function unfilledOf(
  page: { readonly file: string; readonly text: string },
  written: readonly string[],
): string[] {
  const parts = page.text.matchAll(/<!-- ([\w-]+):start -->([^]*?)(?=<!-- \1:end -->|$)/g);
  const unfilled = [...parts].flatMap(([, name = '', content = '']) => {
    if (!written.includes(name))
      return [`nothing in scripts/docs.ts writes the part "${name}"; a bench needs its document`];
    return content.trim() === '' ? [`the part "${name}" is empty`] : [];
  });
  const rehearsals = page.text.match(/<!-- rehearsal\b.*/g) ?? [];
  return [...unfilled, ...rehearsals.map(mark => `${mark} stands for what nobody did yet`)].map(
    what => `${page.file}: ${what}`,
  );
}
