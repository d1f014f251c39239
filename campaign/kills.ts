import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { availableParallelism, constants, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom } from '../src/statistics/random.ts';
import { readRunFile } from '../src/store/documents.ts';
import type { PartOptions, PartResult } from './part.ts';
import {
  cli,
  documents,
  type Ended,
  ended,
  later,
  putUp,
  type Stand,
  shortRun,
  survivors,
} from './stand.ts';

const signals = ['SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What is killed. */
const commands = {
  run: ['run', ...shortRun, '--out', 'out.json'],
  'run without --out': ['run', ...shortRun],
  'record into a directory': ['record', ...documents, '--baseline', 'dir:kept'],
  'record into git': ['record', ...documents, '--baseline', 'git:kept'],
  setup: ['setup', '--yes'],
  compare: ['compare', documents[1] ?? '', '--baseline', 'dir:kept'],
} as const;

type Name = keyof typeof commands;
const names = Object.keys(commands) as Name[];

/** Seconds that each took when nobody killed it. */
const lasting = new Map<Name, number>();

/**
 * Kills commands of the bundled product at random moments: nothing is left running, mounted, half
 * written or lost, and a signal ends any wait within two seconds.
 */
export async function run({ seed, sample, firstOnly, say }: PartOptions): Promise<PartResult> {
  const total = sample ? 20 : 304;
  const random = randomFrom(seed);
  const counts: Record<string, number> = { kills: 0, 'ended before': 0, 'next runs': 0 };
  const findings: string[] = [];
  let tried = 0;
  const nextTrial = (): Trial | undefined => {
    if (firstOnly && findings.length > 0) return undefined;
    const index = tried++;
    const [name, signal] = [
      names[index % names.length],
      signals[Math.floor(index / names.length) % signals.length],
    ];
    if ((counts['kills'] ?? 0) >= total || name === undefined || signal === undefined)
      return undefined;
    return { index, name, signal, share: random() };
  };
  const mountsBefore = mounts();
  // Two at a time: each has a network namespace, and so a lock, of its own.
  await Promise.all(
    [0, 1].map(async () => {
      const path = await mkdtemp(join(tmpdir(), 'storage-gate-kills-'));
      try {
        const stand = await prepare(path);
        let trial = nextTrial();
        for (let done = 1; trial !== undefined; done += 1) {
          for (const fault of await kill(stand, trial, counts))
            findings.push(`${trial.name}, ${trial.signal}, trial ${trial.index}: ${fault}`);
          trial = nextTrial();
          if (done % 12 !== 0 && trial !== undefined) continue;
          findings.push(...(await nextRuns(stand, counts)));
          say(`${counts['kills']} of ${total} kills, ${findings.length} findings`);
        }
      } finally {
        await rm(path, { recursive: true, force: true });
      }
    }),
  );
  if (mounts() > mountsBefore) findings.push(`${mounts() - mountsBefore} mounts are left`);
  return { counts, findings };
}

/** A clone with a remote, and a host on which nothing is dirty and nothing is installed. */
async function prepare(path: string): Promise<Stand> {
  const stand = await putUp(path);
  const few = join(path, 'few');
  await mkdir(few);
  for (const name of ['apt-get', 'env', 'sleep', 'sh'])
    await symlink(
      name === 'apt-get' ? join(path, 'bin', name) : `/usr/bin/${name}`,
      join(few, name),
    );
  const git = `git init -q --bare ../r.git && git -C ../r.git config uploadpack.allowFilter true &&
    git init -q -b main . && git remote add origin ../r.git &&
    git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x`;
  await ended(spawn('sh', ['-ec', git], { cwd: stand.work, env: stand.env, stdio: 'ignore' }));
  for (const name of names) {
    const begun = performance.now();
    const whole = await ended(start(stand, commands[name]));
    lasting.set(name, (performance.now() - begun) / 1000);
    if (!isItsOwnEnd(name, whole.status)) throw new Error(`${name}: ${whole.output}`);
  }
  return stand;
}

function start(stand: Stand, words: readonly string[], mark = 'none'): ChildProcess {
  const script = '/usr/bin/mount --bind "$1/meminfo" /proc/meminfo; shift; exec "$@"';
  const namespace = ['--net', '--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];
  const path = words[0] === 'setup' ? { PATH: join(stand.path, 'few') } : {};
  return spawn(
    '/usr/bin/unshare',
    [...namespace, '/bin/sh', '-ec', script, 'sh', stand.path, process.execPath, cli, ...words],
    {
      cwd: stand.work,
      env: { ...stand.env, ...path, STORAGE_GATE_MARK: mark },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
}

interface Trial {
  readonly index: number;
  readonly name: Name;
  readonly signal: (typeof signals)[number];
  readonly share: number;
}

/** Kills one command, and says what is wrong afterwards. */
async function kill(stand: Stand, trial: Trial, counts: Record<string, number>): Promise<string[]> {
  const words = commands[trial.name];
  const most = lasting.get(trial.name) ?? 1;
  const mark = `${process.pid}-${trial.index}`;
  const before = new Set(documentsIn(stand));
  const child = start(stand, words, mark);
  const end = ended(child);
  const isOver = await Promise.race([end.then(() => true), later(trial.share * most)]);
  const killedAt = performance.now();
  if (!isOver) child.kill(trial.signal);
  const counted = isOver ? 'ended before' : 'kills';
  counts[counted] = (counts[counted] ?? 0) + 1;
  const result = await Promise.race([end, later(30).then(() => undefined)]);
  if (result === undefined) {
    child.kill('SIGKILL');
    return ['it did not end within 30 s'];
  }
  const faults: string[] = [];
  const took = (performance.now() - killedAt) / 1000;
  // Two seconds of a host that has nothing else to do.
  const crowd = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
  if (!isOver && took > 2 * crowd) faults.push(`it took ${took.toFixed(1)} s to end`);
  faults.push(...wrongEnd(result, trial));
  const running = await survivors(mark);
  if (running.length > 0) faults.push(`still running: ${running.join('; ')}`);
  for (const path of documentsIn(stand)) {
    const whole = await readRunFile(path).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (whole !== undefined) faults.push(`${path} is not whole: ${whole}`);
  }
  faults.push(...lostDocuments(stand, result, trial, before));
  return faults;
}

/** What a run of one round says when its measurement is finished. */
const finished = /round 1 {2}done/;

/** A finished run, and what was said to be stored, must be found. */
function lostDocuments(
  stand: Stand,
  { output }: Ended,
  { name, signal }: Trial,
  before: ReadonlySet<string>,
): string[] {
  const now = documentsIn(stand);
  const isKept =
    name === 'run' ? existsSync(join(stand.work, 'out.json')) : now.some(path => !before.has(path));
  // A SIGKILL may come between the last word and the first write.
  const mustBe =
    finished.test(output) && (signal !== 'SIGKILL' || /stored as|not gated|gated/.test(output));
  const lost = name.startsWith('run') && mustBe && !isKept ? ['a finished run is lost'] : [];
  const stored = [...output.matchAll(/stored as (\/\S+)/g)].flatMap(([, path = '']) =>
    existsSync(path) ? [] : `${path} was said to be stored`,
  );
  if (name === 'run') void rm(join(stand.work, 'out.json'), { force: true });
  return [...lost, ...stored];
}

function wrongEnd({ status, signal, output }: Ended, trial: Trial): string[] {
  const cancelled = 128 + constants.signals[trial.signal === 'SIGHUP' ? 'SIGTERM' : trial.signal];
  // By the signal itself before the product listens; or it had come to its end already.
  const isRight =
    signal === trial.signal || status === cancelled || isItsOwnEnd(trial.name, status);
  return isRight ? [] : [`it ended with ${status ?? signal}: ${output.slice(-300)}`];
}

/** What apt-get pretends to have installed is not there. */
function isItsOwnEnd(name: Name, status: number | null): boolean {
  return status === (name === 'setup' ? 69 : 0);
}

/** After the next runs nothing of what was killed is left: no scratch, no file of half a name. */
async function nextRuns(stand: Stand, counts: Record<string, number>): Promise<string[]> {
  const faults: string[] = [];
  // A scratch that was killed before its owner was written goes a minute after it was made.
  for (const path of scratchIn(stand)) {
    const owner = join(path, '.owner.json');
    if (!existsSync(owner) || statSync(owner).size === 0) utimesSync(path, 0, 0);
  }
  for (const name of ['run', 'record into a directory', 'record into git'] as const) {
    const next = await ended(start(stand, commands[name]));
    counts['next runs'] = (counts['next runs'] ?? 0) + 1;
    if (next.status !== 0)
      faults.push(`the next ${name} ended with ${next.status}: ${next.output.slice(-400)}`);
  }
  for (const path of scratchIn(stand)) faults.push(`the next run left ${path}`);
  for (const path of globSync('storage-gate-unstored*', { cwd: stand.work }))
    await rm(join(stand.work, path));
  return faults;
}

function scratchIn({ path }: Stand): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(name => /(^|\/)(\.storage-gate-\w{6}|[^/]*\.tmp)$/.test(name))
    .map(name => join(path, name));
}

function documentsIn({ work }: Stand): readonly string[] {
  return readdirSync(work, { recursive: true, encoding: 'utf8' })
    .filter(
      name => name.endsWith('.json') && !name.includes('.storage-gate-') && !name.includes('.git/'),
    )
    .map(name => join(work, name));
}

function mounts(): number {
  return readFileSync('/proc/self/mountinfo', 'utf8').split('\n').length;
}
