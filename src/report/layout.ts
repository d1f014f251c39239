import { styleText } from 'node:util';
import type { Verdict } from '../core/verdict.ts';

/** Width that lines of the terminal report are broken at: tables fit, and it is readable. */
const lineWidth = 110;

/**
 * Rows of plain text as aligned columns: the first one left, the others right. Every row has the
 * same number of cells.
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  left: readonly number[] = [0],
): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => (row[column] ?? '').length)),
  );
  return rows.map(row =>
    row
      .map((cell, column) =>
        left.includes(column)
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/**
 * A paragraph broken into lines between words, the first after `lead`, the others indented to its
 * width.
 */
export function paragraph(lead: string, text: string): string {
  const indent = ' '.repeat(lead.length);
  const lines: string[] = [];
  let line = lead;
  for (const word of text.split(' ')) {
    const isFirst = line.trim() === lead.trim() && line.length <= lead.length;
    if (!isFirst && line.length + 1 + word.length > lineWidth) {
      lines.push(line);
      line = indent + word;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}

/** Marks text for a terminal; every function returns its text unchanged where colour is off. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly verdict: (text: string, verdict: Verdict) => string;
}

/** The paint of a terminal, or none. Colours only repeat what the words say. */
export function paintFor(color: boolean): Paint {
  const by = (style: Style, text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  return {
    bold: text => by('bold', text),
    verdict: (text, verdict) => by(styles[verdict], text),
  };
}

type Style = Parameters<typeof styleText>[0];

const styles: Readonly<Record<Verdict, Style>> = {
  regressed: 'red',
  missing: 'red',
  inconclusive: 'yellow',
  improved: 'green',
  unchanged: 'green',
};

/** The sentence with a capital at its beginning. */
export function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
