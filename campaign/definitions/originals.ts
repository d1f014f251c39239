import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseDiskMode } from '../../src/config/disk-mode.ts';
import { diskModeKey } from '../../src/disk/fields.ts';
import type { SourceFormat, SourceText } from '../../src/source/definition.ts';
import { listDisks } from '../../src/source/read.ts';

/** A definition as it is written, with what the config says beside it. */
export interface Original {
  readonly source: SourceText;
  readonly format: SourceFormat | undefined;
}

/** What a text reads as. */
export interface Said {
  /** Modes of the disks that would be measured, by each of their names. */
  readonly measured: ReadonlyMap<string, string>;
  /** All that is understood, without lines; what is wrong where nothing is. */
  readonly all: string;
  readonly format: SourceFormat | undefined;
  /** Every message as a user would see it. */
  readonly messages: readonly string[];
}

const folder = resolve(import.meta.dirname, '../../fixtures/source');
const storages = { 'local-lvm': 'dir', local: 'dir', nvme: 'dir', 'local-zfs': 'dir' };

/** What a text reads as, with a config that lets as many disks as possible be measured. */
export function readAll(source: SourceText): Said {
  const wanted = /kubevirt/.test(source.path) ? 'kubevirt-1.9' : 'proxmox-9';
  const given = { as: wanted, storages, volumeMode: 'filesystem', vars: { DISK_IO: 'native' } };
  const list = listDisks({ source, ...given });
  if (!list.ok) {
    const messages = list.rejections.map(one => `${one.path}: ${one.problem} ${one.remedy}`);
    const all = messages.map(withoutLines).toSorted().join('\n');
    return { measured: new Map(), all, format: undefined, messages };
  }
  const measured = new Map<string, string>();
  for (const { names, fields, refused, open, skipped } of list.value.disks) {
    const parsed = parseDiskMode({ path: '', texts: fields, defaultSize: 2 ** 30, isWhole: true });
    if (parsed.ok && skipped === undefined && refused.length + open.length === 0)
      for (const name of names) measured.set(name, diskModeKey(parsed.value));
  }
  const { disks, format } = list.value;
  return {
    measured,
    all: disks
      .map(({ target, fields, told, refused }) =>
        [
          target,
          ...Object.entries(fields).map(pair => pair.join('=')),
          ...told.map(({ name, value }) => `${name} ${value}`),
          ...refused.map(({ name, value }) => `${name} ${value}`),
        ]
          .toSorted()
          .join('\n'),
      )
      .join('\n\n'),
    format,
    messages: disks.flatMap(({ refused, told, open }) => [
      ...refused.map(({ problem, remedy }) => `${problem} ${remedy}`),
      ...told.map(({ says }) => says),
      ...open.map(({ why }) => why),
    ]),
  };
}

function withoutLines(text: string): string {
  return text.replace(/:\d+/g, '').replace(/\bline \d+/g, 'line');
}

/** The definitions of fixtures/source. */
export function originals(): Original[] {
  return readdirSync(folder)
    .filter(name => /^\d\d-/.test(name))
    .map(path => {
      const source = { path, text: readFileSync(join(folder, path), 'utf8') };
      return { source, format: readAll(source).format };
    });
}
