import { markdownTable } from 'markdown-table';
import { formatBytes } from '../../src/core/quantity.ts';
import { cacheModes, flagKeys } from '../../src/disk/cache.ts';
import { expectationsOf } from '../../src/disk/evidence.ts';
import { sources, spelled, type Values } from '../../src/disk/field.ts';
import { defaultDiskMode, fields } from '../../src/disk/fields.ts';

/** The table of keys in docs/disk-modes.md, from the fields of a disk mode. */
export function fieldTable(): string {
  const rows = fields.flatMap(({ name, values, default: usual, docs, sets }) => [
    [
      code(name),
      docs?.values ?? valuesText(values),
      docs?.default ?? defaultText(values, usual),
      sets,
    ],
    ...(values.kind === 'cache'
      ? flagKeys.map(flag => [code(flag.key), '`on`, `off`', 'what `cache` sets', flag.sets])
      : []),
  ]);
  return table([['key', 'values', 'default', 'what it sets'], ...rows]);
}

/** The table of what proves a mode, and the list of fields that nothing proves. */
export function proofTable(): string {
  const set = { numQueues: 2, queueSize: 4, iothreadVqMapping: 2, extendedL2: true };
  // Between them they ask for everything that can be asked for.
  const modes = [
    { ...defaultDiskMode(512), format: 'qcow2', aio: 'native', ...set } as const,
    { ...defaultDiskMode(512), aio: 'io_uring', rawNode: false } as const,
    { ...defaultDiskMode(512), throttleNode: true },
  ];
  const asked = modes.flatMap(mode => expectationsOf({ id: 'disk', image: 'image', mode }));
  const rows = sources.flatMap(source => {
    const facts = [...new Set(asked.filter(({ from }) => from === source).map(one => one.fact))];
    const ofImage = facts.filter(fact => fact.endsWith('of the image'));
    const others = facts.filter(fact => !ofImage.includes(fact));
    return [others, ofImage].flatMap(part => (part.length > 0 ? [[part.join(', '), source]] : []));
  });
  const unproven = fields.flatMap(({ name, unproven: why }) =>
    why === undefined ? [] : [`- ${code(name)}: ${why}`],
  );
  return [
    table([['fact', 'read from'], ...rows]),
    'No fact is read of these fields:',
    unproven.join('\n'),
  ].join('\n\n');
}

function defaultText(values: Values, usual: string | number | boolean | undefined): string {
  if (usual === undefined) return '';
  const isSize = values.kind === 'block size' && typeof usual === 'number';
  return isSize ? formatBytes(usual) : code(spelled(usual));
}

function valuesText(values: Values): string {
  switch (values.kind) {
    case 'words':
      return values.words.map(code).join(', ');
    case 'cache':
      return cacheModes.map(code).join(', ');
    case 'switch':
      return '`on`, `off`';
    case 'count':
      return `${values.least} to ${values.most}`;
    case 'block size':
      return `a power of two from ${formatBytes(values.least)} to ${formatBytes(values.most)}`;
    case 'size':
      return 'with KiB, MiB, GiB';
    default:
      return values satisfies never;
  }
}

function table(rows: readonly string[][]): string {
  return markdownTable(rows, { alignDelimiters: false });
}

function code(text: string): string {
  return `\`${text}\``;
}
