/**
 * Writes text to the step's log as text and nothing else. The runner takes a line that begins with
 * `::` (V2), or has `##[` anywhere (V1), for a command; core.info passes both on, so foreign text
 * must not reach it. Source: actions/runner, ActionCommand.TryParseV2 and TryParse.
 */
export function writeLog(text: string): void {
  process.stdout.write(`${harmless(text)}\n`);
}

/** `text` with every workflow command in it broken up, line by line. */
export function harmless(text: string): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029\v\f\u0085]/)
    .map(line => line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '## ['))
    .join('\n');
}
