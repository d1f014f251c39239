/** A place where commands of the bundled product run: tools that are none, and what was left. */
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** The bundled product. `CAMPAIGN_DIST` names another one, such as one with a fault in it. */
export const cli = join(process.env['CAMPAIGN_DIST'] ?? join(root, 'dist'), 'cli.js');

/** Run documents that were measured, the first one before the second. */
export const documents = ['first', 'second'].map(name => join(root, `fixtures/runs/${name}.json`));

/** A run of a second: `sysbench` is a tool of the stand. */
export const shortRun = [
  '--suite=sysbench',
  '--disk=host-direct',
  '--workloads=rndrd',
  '--rounds=1',
  '--directory=.',
];

const captured = join(root, 'fixtures/sysbench/rndrd-direct.txt');

/** What comes before the host's programs: each takes a moment, and does no work. */
const tools = {
  sysbench: `case "$*" in
*--version*) echo sysbench 1.0.20 ;;
*prepare*) i=0; while [ $i -lt 128 ]; do truncate -s 2M test_file.$i; i=$((i + 1)); done ;;
*) sleep 0.2; cat '${captured}' ;;
esac`,
  sync: '',
  'apt-get': 'sleep 0.4',
};

/** A directory with tools, and a folder in which commands run. */
export interface Stand {
  readonly path: string;
  readonly work: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Puts up a stand in an empty directory. */
export async function putUp(path: string): Promise<Stand> {
  const [bin, work, temporary] = ['bin', 'work', 'tmp'].map(name => join(path, name)) as [
    string,
    string,
    string,
  ];
  for (const made of [bin, work, temporary]) await mkdir(made);
  for (const [name, script] of Object.entries(tools))
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  // For whoever waits until nothing is dirty.
  await writeFile(join(path, 'meminfo'), 'MemTotal: 4000000 kB\nDirty: 0 kB\nWriteback: 0 kB\n');
  const env = {
    PATH: `${bin}:${process.env['PATH']}`,
    HOME: path,
    TMPDIR: temporary,
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'),
  };
  return { path, work, env };
}

/** How a command ended, and all that it said. */
export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly output: string;
}

/** The end of a command. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => done({ status, signal, output }));
  });
}

/** What runs with the mark two seconds later. */
export async function survivors(mark: string): Promise<readonly string[]> {
  for (let tries = 0; ; tries += 1) {
    const found = marked(mark);
    if (found.length === 0 || tries === 20) return found;
    await later(0.1);
  }
}

function marked(mark: string): readonly string[] {
  return readdirSync('/proc').flatMap(pid => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
      if (!environment.includes(`STORAGE_GATE_MARK=${mark}`)) return [];
      return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
        ? []
        : readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').slice(0, 120);
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

/** False, so many seconds later. */
export async function later(seconds: number): Promise<false> {
  return new Promise(done => setTimeout(() => done(false), seconds * 1000));
}
