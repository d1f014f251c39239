import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSourceFile } from '../config-file.ts';
import { GateError, hasCode, messageOf } from '../errors.ts';
import type { RefusedField, SourceText } from '../source/definition.ts';
import { type DiskList, listDisks } from '../source/read.ts';
import { renderDisks, type ShownDisk, showDisk } from './disks.ts';
import { askGit, topOfClone } from './git.ts';
import table from './init.json' with { type: 'json' };
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** A definition of the repository with what is understood of it. */
interface Found {
  readonly path: string;
  readonly list: DiskList;
  readonly disks: readonly ShownDisk[];
  readonly storages: string | undefined;
}

/** Files that may be definitions by their names, and what one has in it that is worth reading. */
const names =
  /(?:\.(?:xml|sh|bash|service|conf|ya?ml|json|args|log|mk|just|j2|tf|hcl|nix)|(?:^|\/)[^./]+)$/;
const words = /qemu|kvm|libvirt|<domain|<disk|kubevirt|virt-install|proxmox|^(?:scsi|virtio)\d+:/im;

/** Bounds of one search: a repository may have anything in it. */
const most = { files: 5000, bytes: 2 ** 26, shown: 30, entries: 16 } as const;

const workflow = readFileSync(new URL('../../examples/storage-gate.yml', import.meta.url), 'utf8');

/**
 * `storage-gate init`: finds the definitions of a repository, shows what is understood of each, and
 * writes a config and a workflow. Never changes a file that is there.
 */
export async function initCommand(options: Options, terminal: Terminal): Promise<number> {
  const top = await topOfClone(process.cwd());
  const tracked = (await askGit('-C', top, 'ls-files', '-z'))?.split('\0') ?? [];
  const { found, refused } = search(top, tracked);
  for (const { path, list, disks } of found) terminal.print(renderDisks(path, list, disks));
  for (const line of refused.slice(0, most.shown)) terminal.print(line);
  if (found.length === 0) terminal.print('no definition of a guest is read here\n');
  const branch = await askGit('-C', top, 'symbolic-ref', '--short', 'refs/remotes/origin/HEAD');
  const main = /^origin\/([\w./-]+)$/.exec(branch ?? '')?.[1] ?? 'main';
  const texts = {
    'storage-gate.yml': configOf(found),
    '.github/workflows/storage-gate.yml': workflow.replace('[main]', `[${main}]`),
  };
  const paths = Object.keys(texts).join(' and ');
  if (options.dryRun === true) {
    terminal.print(`would write ${paths}:\n\n${texts['storage-gate.yml']}`);
    return 0;
  }
  if (options.yes !== true && !(await terminal.confirm(`Write ${paths}?`))) {
    terminal.say('nothing was written: --yes writes without asking');
    return 0;
  }
  for (const [path, text] of Object.entries(texts)) write(join(top, path), path, text, terminal);
  for (const line of table.next) terminal.say(line.replace('{main}', main));
  return 0;
}

/** What of the tracked files is a definition, and what looks like one and is not read. */
function search(top: string, tracked: readonly string[]) {
  const found: Found[] = [];
  const refused: string[] = [];
  const stores = tracked.filter(path => /(?:^|\/)storage\.cfg$/.test(path));
  const storages = stores.length === 1 ? textAt(top, stores[0] ?? '') : undefined;
  let bytes = 0;
  for (const path of tracked.filter(each => names.test(each)).slice(0, most.files)) {
    if (bytes > most.bytes) break;
    const source = textAt(top, path);
    if (
      source === undefined ||
      /^(?:\.github|storage-gate\.)/.test(path) ||
      !words.test(source.text)
    )
      continue;
    bytes += source.text.length;
    const list = listDisks({ source, storages });
    if (list.ok && found.length < most.shown) {
      const used = list.value.format === 'proxmox' ? storages?.path : undefined;
      const disks = list.value.disks.map(showDisk);
      if (disks.length > 0) found.push({ path, list: list.value, disks, storages: used });
    } else if (!list.ok) {
      const [first] = list.rejections;
      // Most texts that speak of QEMU define nothing.
      if (first !== undefined && !/^is no def|no command that starts/.test(first.problem))
        refused.push(`${first.path}: ${first.problem}\n  -> ${first.remedy}\n`);
    }
  }
  return { found, refused };
}

/** A regular file as text; undefined where it is none that is read. */
function textAt(top: string, path: string): SourceText | undefined {
  try {
    if (/[\\\p{C}]/u.test(path) || !lstatSync(join(top, path)).isFile()) return undefined;
    return { ...readSourceFile(join(top, path)), path };
  } catch {
    return undefined;
  }
}

/** Why a disk is not measured as its definition has it, a line each. */
function whyNot({ refused, impossible, open }: ShownDisk): string[] {
  return [
    ...refused.map(({ line, problem, remedy }) => `line ${line}: ${problem} -> ${remedy}`),
    ...impossible,
    ...open.map(({ name, why }) => `say ${name}: ${why}`),
  ];
}

/** The config; disks that need a decision stand in it as comments. */
function configOf(found: readonly Found[]): string {
  const keys = new Set<string>();
  let active = 0;
  const entries = found.flatMap(({ path, disks, storages }) =>
    disks.flatMap(disk => {
      if (disk.skipped !== undefined) return [];
      const why = whyNot(disk);
      if (why.length === 0 && active === most.entries)
        why.push(`more than ${most.entries} disks take long: choose some`);
      const isActive = why.length === 0;
      if (isActive) active += 1;
      const accepted = (how: RefusedField['accepts']): string =>
        disk.refused
          .flatMap(({ accepts, name }) => (accepts === how ? spelled(name) : []))
          .join(', ');
      const without = accepted('without');
      const said = [
        `from: ${spelled(path)}, target: ${spelled(disk.target)}`,
        storages && `storages: ${spelled(storages)}`,
        accepted('stand-in') && 'stand-in: file',
        without && `without: [${without}]`,
      ].filter(Boolean);
      const entry = `${keyOf(path, disk.target, keys)}: { ${said.join(', ')} }`;
      return [...why.map(reason => `# ${reason}`), isActive ? entry : `# ${entry}`];
    }),
  );
  const lines = active > 0 ? entries : [...table.fallback, ...entries];
  const written = lines.map(line => `  ${line.replace(/[\s\p{C}]+/gu, ' ')}`);
  return [...table.begin, ...written, ...table.end, ''].join('\n');
}

/** A name for the disk that no other has. */
function keyOf(path: string, target: string, keys: Set<string>): string {
  const stem = path.replace(/^.*\//, '').replace(/\.\w+$/, '');
  const name = `${stem}-${target}`.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'disk';
  let key = name;
  for (let count = 2; keys.has(key); count += 1) key = `${name}-${count}`;
  keys.add(key);
  return key;
}

/** A text as a value of YAML in one line. */
function spelled(text: string): string {
  return /^(?!true$|false$|null$)[a-z_][\w./-]*$/i.test(text) ? text : JSON.stringify(text);
}

function write(whole: string, path: string, text: string, { say }: Terminal): void {
  try {
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text, { flag: 'wx' });
    say(`wrote ${path}`);
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return say(`${path} is there already, and stays as it is`);
    const facts = { problem: `${path} can't be written`, why: messageOf(cause) };
    throw new GateError('bad-directory', facts, { cause });
  }
}
