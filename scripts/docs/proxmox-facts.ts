import { markdownTable } from 'markdown-table';
import facts from '../../src/source/proxmox/facts.json' with { type: 'json' };

/** The tables of docs/definitions/proxmox.md, from the facts that the reader uses. */
export function proxmoxTables(): string {
  const code = (names: string) =>
    names
      .split(' ')
      .map(name => `\`${name}\``)
      .join(', ');
  const table = (rows: string[][]) => markdownTable(rows, { alignDelimiters: false });
  const fields = facts.fields.map(({ names, to, says, why, words, on }) => {
    const shown = names === 'limit' ? '`bps*`, `mbps*`, `iops*`' : code(names);
    const limited = words === undefined ? ' (`without`)' : '';
    const what =
      to !== undefined
        ? `sets \`${to}\``
        : says !== undefined
          ? `told: ${says}`
          : why === undefined
            ? "can't change a figure"
            : `refused, unless it is 0: ${why}${limited}`;
    return [shown, on === undefined ? 'all' : code(on), what];
  });
  const defaults = facts.defaults.map(([field = '', value = '', since, on, source = '']) => {
    const [direct = '', other = direct] = value.split(' ');
    const both = direct === other ? code(direct) : `\`${direct}\`, without O_DIRECT \`${other}\``;
    const where = on === '' || on === undefined ? 'elsewhere' : `\`${on}\``;
    return [`\`${field}\``, both, where, since === '' ? 'always' : (since ?? ''), code(source)];
  });
  const kinds = Object.entries(facts.kinds).map(([reach, names]) => [reach, code(names)]);
  return [
    `Read in ${facts.source}.`,
    '### Options of a drive',
    table([['option', 'of', 'what becomes of it'], ...fields]),
    '### What holds where a drive says nothing',
    table([['field', 'value', 'where', 'since', 'source'], ...defaults]),
    '### Kinds of storage',
    table([['QEMU reaches it as', 'kinds'], ...kinds]),
  ].join('\n\n');
}
