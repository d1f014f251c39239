import { markdownTable } from 'markdown-table';
import { options } from '../../src/source/qemu/classes.ts';

const owners: Readonly<Record<string, string>> = {
  drive: '`-drive`',
  node: 'every block node',
  file: 'node `file`',
  raw: 'node `raw`',
  qcow2: 'node `qcow2`',
  throttle: 'node `throttle`',
  iothread: '`-object iothread`',
};

/** The table of options in docs/definitions/qemu.md, from the classes of options. */
export function qemuOptionsTable(): string {
  const all = [...options].flatMap(([of, fields]) =>
    Array.from(fields.values(), field => ({ of, ...field })),
  );
  const groups = Map.groupBy(all, ({ of, class: kind }) =>
    JSON.stringify([of, kind.kind, 'why' in kind ? kind.why : 'says' in kind ? kind.says : '']),
  );
  const rows = [...groups].map(([key, fields]) => {
    const [of = '', kind = '', why = ''] = JSON.parse(key) as string[];
    const names = fields.map(({ name, usual, class: own }) => {
      const shown = `\`${name}\``;
      if (own.kind === 'mapped') return own.to === name ? shown : `${shown} → \`${own.to}\``;
      return usual === undefined ? shown : `${shown} (\`${usual}\`)`;
    });
    return [owners[of] ?? `\`-device ${of}\``, kind, names.join(', '), why];
  });
  const head = ['of', 'class', 'options, and the value that is as good as none', 'why'];
  return markdownTable(
    [head, ...rows.toSorted((one, other) => one.join().localeCompare(other.join()))],
    { alignDelimiters: false },
  );
}
