import { readdirSync, readFileSync } from 'node:fs';

/**
 * Command lines of the living processes that mention `text`, such as a directory that only one test
 * uses.
 */
export function processesAbout(text: string): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(commandLine)
    .filter(line => line.includes(text));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
