/** What a text is filled with, by name. */
export type Filling = Readonly<Record<string, unknown>>;

/** A text with facts in place of their names in braces: `of {runs} runs`. */
export function filled(text: string, facts: Filling): string {
  return text.replaceAll(/\{(\w+)\}/g, (name, key: string) => {
    const fact = facts[key];
    return typeof fact === 'string' || typeof fact === 'number' ? `${fact}` : name;
  });
}
