import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inOwnNetwork } from '../harness/own-network.ts';

/** The bundled command line, as users start it. */
const launcher = resolve(import.meta.dirname, '../../bin/storage-gate');

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves as soon as stderr matches; rejects where the process ends before. */
  saying(pattern: RegExp): Promise<void>;
}

/** Starts `storage-gate` with arguments in a directory; `env` is added to ours. */
export function startGate(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Started {
  const [file = '', ...words] = inOwnNetwork([process.execPath, launcher, ...args]);
  const child = spawn(file, words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    for (const listener of listeners) listener();
  });
  const ended = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (status, signal) => done({ status, signal, stdout, stderr }));
  });
  const saying = (pattern: RegExp): Promise<void> =>
    new Promise((heard, reject) => {
      const listener = (): void => {
        if (pattern.test(stderr)) heard();
      };
      listeners.add(listener);
      listener();
      void ended.then(() => reject(new Error(`ended before it said ${pattern}:\n${stderr}`)));
    });
  return { child, ended, saying };
}

/** Runs `storage-gate` to its end. */
export function runGateCommand(
  args: readonly string[],
  options: Parameters<typeof startGate>[1],
): Promise<Ended> {
  return startGate(args, options).ended;
}

/** A temporary directory on the repository's own filesystem kind (tmpfs would be refused). */
export function freshDirectory(prefix: string): string {
  return mkdtempSync(join(process.env.STORAGE_GATE_TEST_DIRECTORY ?? tmpdir(), `${prefix}-`));
}

/** Pids of processes whose command line names `text`. */
export async function processesNaming(text: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async pid => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return line.includes(text) && Number(pid) !== process.pid ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}

/** Waits until `probe` gives true; rejects after `seconds`. */
export async function eventually(
  probe: () => Promise<boolean> | boolean,
  { seconds, what }: { readonly seconds: number; readonly what: string },
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await probe())) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await setTimeout(50);
  }
}
