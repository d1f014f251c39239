import { type FioCall, fioArgv } from './fio-argv.ts';
import type { FioDocument } from './fio-document.ts';

/**
 * What of a report's options is not as the command line of the call has it, undefined where all
 * are: fio repeats the options that it was given, those before the first `--name` as global ones,
 * so that no other job's report passes for this one. Options without a value are not repeated (fio
 * 3.33: norandommap, time_based, stonewall, group_reporting).
 */
export function strangeOption(document: FioDocument, call: FioCall): string | undefined {
  const reported = [document['global options'], ...document.jobs.map(job => job['job options'])];
  const sections = sectionsOf(fioArgv(call));
  for (const [index, { values, flags }] of sections.entries()) {
    const difference = differenceOf(reported[index] ?? {}, { values, flags });
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** The options of all jobs, or of one. */
interface Section {
  readonly values: Map<string, string>;
  readonly flags: Set<string>;
}

function sectionsOf(argv: readonly string[]): readonly Section[] {
  let section: Section = { values: new Map(), flags: new Set() };
  const sections = [section];
  for (const word of argv.filter(isJobOption)) {
    const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === 'name') {
      section = { values: new Map(), flags: new Set() };
      sections.push(section);
    }
    if (value === undefined) section.flags.add(name);
    else section.values.set(name, value);
  }
  return sections;
}

/** The program itself, and what it prints, are of no job. */
function isJobOption(word: string): boolean {
  return word.startsWith('--') && !word.startsWith('--output-format=');
}

function differenceOf(
  reported: Readonly<Record<string, string>>,
  { values, flags }: Section,
): string | undefined {
  for (const [option, value] of values) {
    if (reported[option] !== value)
      return `expected ${option}=${value}, fio reports ${reported[option] ?? 'none'}`;
  }
  const added = Object.entries(reported).find(
    ([option]) => !values.has(option) && !flags.has(option),
  );
  return added === undefined
    ? undefined
    : `fio reports ${added.join('=')}, which was not asked for`;
}
