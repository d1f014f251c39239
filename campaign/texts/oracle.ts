import { type ShownMarkdown, showMarkdown } from '../../test/harness/github-markdown.ts';

// Written anew rather than taken from what it examines: by code point and as a runner reads.

/** Code points that a terminal obeys or nobody sees; \n parts our own lines. */
const unseen: readonly (readonly [number, number])[] = [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xf8ff],
  [0xfdd0, 0xfdef],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xe0000, 0x10ffff],
];

/** What of a text a terminal would obey, or no reader sees. */
export function unseenIn(text: string): readonly string[] {
  return Array.from(text).flatMap(mark => {
    const point = mark.codePointAt(0) ?? 0;
    const isHit = unseen.some(([first, last]) => point >= first && point <= last);
    return isHit ? [`U+${point.toString(16)}`] : [];
  });
}

/** The lines of a log that the runner takes for commands. */
export function commandsIn(log: string): readonly string[] {
  return log
    .split(/\r\n|[\r\n]/)
    .filter(line => line.trimStart().startsWith('::') || line.includes('##['));
}

/** What is wrong with a text that goes to a terminal or a log. */
export function faultsOfLines(text: string): readonly string[] {
  return [...unseenIn(text), ...commandsIn(text).map(line => `command ${JSON.stringify(line)}`)];
}

/** A workflow command as the runner decodes it. */
export interface Told {
  readonly command: string;
  readonly title: string;
  readonly message: string;
}

/** The commands that a step told its runner; the log beside them is checked by the caller. */
export function toldIn(log: string): readonly Told[] {
  return commandsIn(log).map(line => {
    const [, command = '', properties = '', data = ''] =
      /^\s*::([\w-]+)(?: (.*?))?::(.*)$/s.exec(line) ?? [];
    return { command, title: decode(properties.replace(/^title=/, '')), message: decode(data) };
  });
}

function decode(text: string): string {
  const marks = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' } as const;
  return text.replaceAll(/%(?:0D|0A|3A|2C|25)/g, mark => marks[mark as keyof typeof marks]);
}

/** The names in a file of outputs, as the runner reads it, with their values. */
export function outputsIn(file: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const lines = file.split('\n');
  for (let at = 0; at < lines.length - 1; at++) {
    const line = lines[at] ?? '';
    const [, name, delimiter] = /^(.*?)<<(.*)$/.exec(line) ?? [];
    if (name === undefined || delimiter === undefined) {
      found.set(line.replace(/=.*/s, ''), line.replace(/^[^=]*=/, ''));
      continue;
    }
    const end = lines.indexOf(delimiter, at + 1);
    found.set(name, lines.slice(at + 1, end).join('\n'));
    at = end;
  }
  return found;
}

/** What is wrong with Markdown, beside the same with a plain text in place of the foreign one. */
export function faultsOfMarkdown(markdown: string, plain: ShownMarkdown): readonly string[] {
  const shown = showMarkdown(markdown);
  // GitHub looks for mentions and links in no block of code.
  const prose = shown.html.replaceAll(/<(pre|code)\b[^]*?<\/\1>/g, ' ').replaceAll(/<[^>]*>/g, ' ');
  const text = prose.replaceAll('\u200b', '_');
  const alive = [
    [/(^|[^\w&])@(?:everyone|octocat)\b/, 'a mention'],
    [/(^|[\s(])#1\b|\bGH-1\b|octo\/repo#2/, 'a reference'],
    [/https?:\/\/evil|www\.evil/, 'a link'],
  ] as const;
  return [
    ...(shapeOf(shown.html) === shapeOf(plain.html) ? [] : ['other elements']),
    ...(shown.isChanged === plain.isChanged ? [] : ['the sanitiser took something away']),
    ...alive.flatMap(([pattern, what]) => (pattern.test(text) ? [what] : [])),
    ...unseenIn(markdown),
  ];
}

/** The tags of HTML, without what is between them. */
function shapeOf(html: string): string {
  return html.replaceAll(/>[^<]*/g, '>');
}
