/** The parts of docs/architecture.md that are made from the house: its rooms and its journeys. */
import { markdownTable } from 'markdown-table';
import { journeys } from './journeys.ts';
import { rooms } from './rooms.ts';

/** The table of rooms in Markdown. */
export function renderRooms(): string {
  const rows = rooms.map(room => [
    `\`src/${room.name}\``,
    room.what,
    room.imports.length === 0 ? 'nothing of ours' : room.imports.join(', '),
    room.packages.map(name => `\`${name}\``).join(', '),
    room.touches,
  ]);
  return markdownTable([['room', 'what it is', 'may import', 'packages', 'may touch'], ...rows], {
    alignDelimiters: false,
  });
}

/** The three journeys as lists of the files that they enter, in Markdown. */
export function renderJourneys(): string {
  return journeys
    .map(({ name, files }) => {
      return `**${name}**, ${files.length} files:\n\n\`\`\`\n${wrapped(files)}\n\`\`\``;
    })
    .join('\n\n');
}

/** Files in their order, in lines of at most 100 columns. */
function wrapped(files: readonly string[]): string {
  const lines: string[] = [];
  for (const file of files) {
    const last = lines.at(-1);
    if (last === undefined || last.length + file.length > 94) lines.push(file);
    else lines[lines.length - 1] = `${last} -> ${file}`;
  }
  return lines.join(' ->\n');
}
