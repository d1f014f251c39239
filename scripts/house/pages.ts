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
      const list = files.map(path => `\`${path}\``).join(' → ');
      return `**${name}**, ${files.length} files: ${list}`;
    })
    .join('\n\n');
}
