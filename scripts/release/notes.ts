/**
 * The text of a version's section in a changelog; undefined where there is none, or it is empty.
 */
export function notesOf(changelog: string, version: string): string | undefined {
  const section = changelog.split(/^## /m).find(text => text.startsWith(`[${version}]`));
  const lines = section
    ?.split('\n')
    .slice(1)
    .filter(line => !/^\[[^\]]+\]: http/.test(line));
  const text = lines?.join('\n').trim() ?? '';
  return text === '' ? undefined : text;
}
