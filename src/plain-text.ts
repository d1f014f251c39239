/** What has no shape of its own: controls, turns of direction, no width, not assigned. */
const unseen =
  /(?![\u{fe0e}\u{fe0f}])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Foreign text as plain characters for a terminal: one line, no control characters (an escape
 * sequence could rewrite the screen) and none that turn the direction of text or have no width.
 */
export function plainText(text: string): string {
  return plainLine(text).trim();
}

/** The same with the spaces at its ends, which indent it. */
function plainLine(text: string): string {
  return text
    .replaceAll(/[\t\n\v\f\r\u{85}\u{2028}\u{2029}]+/gu, ' ')
    .replaceAll(unseen, '\u{fffd}');
}

/**
 * A line for a terminal or the log of a job, whatever is in it. The runner takes a line that begins
 * with `::` (V2), or has `##[` anywhere (V1), for a command: they are broken up. Source:
 * actions/runner, ActionCommand.TryParseV2 and TryParse.
 */
export function logLine(text: string): string {
  return withoutCommands(plainLine(text));
}

function withoutCommands(line: string): string {
  return line.replace(/^((?:\s|\p{Cc}\[\d+m)*):(?=:)/u, '$1: ').replaceAll('##[', '## [');
}

const escape = '\u{1b}';

/** How our reports begin and end a colour (`src/report/layout.ts`). */
const colours = new RegExp(`(${escape}\\[(?:1|22|3[1239])m)`);

/** Text of our own lines, and colours where it has some, of which nothing else is obeyed. */
export function logLines(text: string, color = false): string {
  const lines = text.split('\n').map(line => {
    const parts = color ? line.split(colours) : [line];
    const plain = parts.map((part, index) => (index % 2 === 0 ? plainLine(part) : part));
    return withoutCommands(plain.join(''));
  });
  return lines.join('\n');
}

/**
 * A value as JSON that a terminal and a log show as it is: what they would obey is written as
 * `\u…`, so that it reads back unchanged.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replaceAll('##[', String.raw`#\u0023[`);
  const spelled = text.replaceAll(unseen, mark => (mark === '\n' ? mark : spell(mark)));
  return `${spelled}\n`;
}

function spell(mark: string): string {
  const units = Array.from({ length: mark.length }, (_, index) => mark.charCodeAt(index));
  return units.map(unit => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
