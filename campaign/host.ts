import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom, shuffled } from '../src/statistics/random.ts';
import { events } from '../test/harness/runner.ts';
import { runStep } from '../test/harness/step.ts';
import type { PartOptions, PartResult } from './part.ts';
import { cli, documents, putUp, type Stand, shortRun } from './stand.ts';

/** A host that lacks something: words of sh before the command, which is "$@", or in its place. */
interface Fault {
  readonly name: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly before?: string;
  /** How the command is called; `exec "$@"` where it is not said. */
  readonly call?: string;
  /** As somebody else than root, whom permissions stop. */
  readonly ordinary?: true;
}

const ofCache = (path: string) => ({ XDG_CACHE_HOME: path });
const full = 'mount -t tmpfs -o size=4k none /mnt; head -c 9000 /dev/zero > /mnt/full || true';
const over = (path: string): string => `: > empty; mount --bind empty ${path}`;

const faults: readonly Fault[] = [
  { name: 'HOME is unset', env: { HOME: undefined } },
  { name: 'HOME is empty', env: { HOME: '' } },
  { name: 'HOME is relative', env: { HOME: 'here' } },
  { name: 'HOME is a file', env: { HOME: '/etc/hostname' } },
  { name: 'HOME is procfs', env: { HOME: '/proc' } },
  { name: 'HOME is not there', env: { HOME: '/nonexistent' }, ordinary: true },
  { name: 'the user is in no list', env: { HOME: undefined }, ordinary: true },
  {
    name: 'the cache is another user’s',
    before: 'mkdir -m 700 .cache',
    env: ofCache('.cache'),
    ordinary: true,
  },
  { name: 'XDG_CACHE_HOME is empty', env: ofCache('') },
  { name: 'XDG_CACHE_HOME is relative', env: ofCache('here') },
  { name: 'XDG_CACHE_HOME is a file', env: ofCache('/etc/hostname') },
  { name: 'XDG_CACHE_HOME is a device', env: ofCache('/dev/null') },
  { name: 'XDG_CACHE_HOME is a loop', before: 'ln -s loop loop', env: ofCache('/mnt/loop') },
  { name: 'the cache is procfs', env: ofCache('/proc/self') },
  {
    name: 'the cache is read-only',
    before: 'mount -t tmpfs -o ro none /mnt',
    env: ofCache('/mnt'),
  },
  { name: 'the cache is full', before: full, env: ofCache('/mnt') },
  { name: 'the name of the cache is too long', env: ofCache(`/${'x'.repeat(300)}`) },
  { name: 'TMPDIR is not there', env: { TMPDIR: '/nonexistent' } },
  { name: 'TMPDIR is relative', env: { TMPDIR: 'here' } },
  { name: 'TMPDIR is procfs', env: { TMPDIR: '/proc' } },
  { name: 'TMPDIR is full', before: full, env: { TMPDIR: '/mnt' } },
  { name: 'XDG_RUNTIME_DIR is relative', env: { XDG_RUNTIME_DIR: 'here' } },
  { name: 'the directory is full', before: `${full}; cd /mnt` },
  { name: 'the directory is read-only', before: 'mount -t tmpfs -o ro none /mnt; cd /mnt' },
  { name: 'the directory is procfs', before: 'cd /proc' },
  { name: 'the directory is gone', before: 'mkdir gone; cd gone; rmdir ../gone' },
  { name: 'stdout is full', call: 'exec "$@" > /dev/full' },
  { name: 'stdout is closed', call: 'exec "$@" >&-' },
  { name: 'stdout can’t be written', call: 'exec "$@" 1< /dev/null' },
  { name: 'stderr is full', call: 'exec "$@" 2> /dev/full' },
  { name: 'stderr is closed', call: 'exec "$@" 2>&-' },
  { name: 'both are full', call: 'exec "$@" > /dev/full 2>&1' },
  { name: 'stdin is closed', call: 'exec "$@" <&-' },
  { name: 'no boot id', before: 'mount -t tmpfs none /proc/sys/kernel/random' },
  { name: 'diskstats is empty', before: over('/proc/diskstats') },
  { name: 'stat is empty', before: over('/proc/stat') },
  { name: 'mountinfo is empty', before: over('/proc/self/mountinfo') },
  { name: 'meminfo is empty', before: over('/proc/meminfo') },
  { name: 'files of one block', before: 'ulimit -f 1' },
  { name: 'files of no block', before: 'ulimit -f 0' },
  { name: '24 open files', before: 'ulimit -n 24' },
  { name: '28 open files', before: 'ulimit -n 28' },
  { name: '34 open files', before: 'ulimit -n 34' },
  { name: 'a preloaded library', env: { LD_PRELOAD: '/nonexistent.so' } },
  { name: 'tunables of the loader', env: { GLIBC_TUNABLES: 'glibc.malloc.check=3' } },
];

const commands = {
  version: ['--version'],
  compare: ['compare', documents[1] ?? '', '--baseline', `file:${documents[0]}`],
  record: ['record', documents[0] ?? '', '--baseline', 'dir:kept'],
  'record into git': ['record', documents[0] ?? '', '--baseline', 'git:kept'],
  run: ['run', ...shortRun],
};

/** What a runner may get wrong for the action; its main step is refused by its event. */
const ofAction: readonly Readonly<Record<string, string>>[] = [
  ...['OUTPUT', 'STATE', 'STEP_SUMMARY'].flatMap(name =>
    ['/dev/full', '/nonexistent/file', '/proc', '/etc'].map(path => ({ [`GITHUB_${name}`]: path })),
  ),
  ...['/nonexistent', '/proc', '/etc/hostname', 'here'].map(path => ({ RUNNER_TEMP: path })),
  ...['/proc', 'here'].map(path => ({ RUNNER_TOOL_CACHE: path })),
];

/**
 * Faults of the host: none is told as a bug, none has the status of a failed gate, and each message
 * says what to do.
 */
export async function run({ seed, sample, firstOnly, say }: PartOptions): Promise<PartResult> {
  const all = faults.flatMap(fault =>
    Object.entries(commands).map(([name, words]) => ({ fault, name, words })),
  );
  const drawn = shuffled(all, randomFrom(seed)).slice(0, sample ? 20 : undefined);
  const counts: Record<string, number> = { faults: 0, 'of the action': 0, 'ended well': 0 };
  const findings: string[] = [];
  const path = await mkdtemp(join(tmpdir(), 'storage-gate-host-'));
  try {
    await chmod(path, 0o777);
    const stand = await putUp(path);
    for (const [index, { fault, name, words }] of drawn.entries()) {
      if (firstOnly && findings.length > 0) break;
      const { status, output } = await endedOn(stand, fault, words);
      counts['faults'] = (counts['faults'] ?? 0) + 1;
      if (status === 0) counts['ended well'] = (counts['ended well'] ?? 0) + 1;
      const isSilent = /stderr|both/.test(fault.name);
      for (const wrong of faultsOf({ status, output: isSilent ? 'what to do' : output }))
        findings.push(`${fault.name}, ${name}: ${wrong}`);
      if (
        status === 0 &&
        !name.startsWith('record') &&
        /stdout is full|can’t be written|both/.test(fault.name)
      )
        findings.push(`${fault.name}, ${name}: the report is lost, and the status is 0`);
      if (index % 40 === 39) say(`${index + 1} of ${drawn.length}, ${findings.length} findings`);
    }
  } finally {
    await rm(path, { recursive: true, force: true });
  }
  for (const env of sample ? ofAction.slice(0, 2) : ofAction) {
    if (firstOnly && findings.length > 0) break;
    const { main } = await runStep({ event: events.pullRequestTarget, env });
    counts['of the action'] = (counts['of the action'] ?? 0) + 1;
    for (const wrong of faultsOf(main)) findings.push(`${JSON.stringify(env)}, action: ${wrong}`);
  }
  return { counts, findings };
}

function faultsOf({ status, output }: { status: number | null; output: string }): string[] {
  const said = output.slice(-500);
  if (status === null) return [`it hangs, or died by a signal: ${said}`];
  if (status === 1 || status === 70) return [`it ended with ${status}: ${said}`];
  if (/This is a bug|\n {4}at /.test(output)) return [`it is told as a bug: ${said}`];
  return status === 0 || output.includes('what to do') ? [] : [`no remedy (${status}): ${said}`];
}

/** A command on a host with a fault, in a directory of its own. */
async function endedOn(
  stand: Stand,
  { before = ':', call = 'exec "$@"', env = {}, ordinary }: Fault,
  words: readonly string[],
): Promise<{ readonly status: number | null; readonly output: string }> {
  const work = await mkdtemp(join(stand.work, 'on-'));
  await chmod(work, 0o777);
  const script = `git init -q --bare r.git; git -C r.git config uploadpack.allowFilter true
    git init -q; git remote add origin "$PWD/r.git"; chmod -R a+rwX .
    mount --bind '${stand.path}/meminfo' /proc/meminfo
    ${before}; ${call}`;
  const isRoot = process.getuid?.() === 0;
  const drop =
    ordinary && isRoot ? ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups'] : [];
  const namespace = ['--net', '--mount', ...(isRoot ? [] : ['--map-root-user'])];
  const variables = Object.entries<string | undefined>({ ...stand.env, ...env }).filter(
    ([, value]) => value !== undefined,
  );
  const command = [
    ...drop,
    'env',
    '-i',
    ...variables.map(([name, value = '']) => `${name}=${value}`),
    process.execPath,
    cli,
    ...words,
  ];
  return new Promise(resolve => {
    const options = { cwd: work, env: stand.env, timeout: 60_000, killSignal: 'SIGKILL' } as const;
    const child = execFile(
      'unshare',
      [...namespace, 'sh', '-ec', script, 'sh', ...command],
      options,
      (_, stdout, stderr) => resolve({ status: child.exitCode, output: `${stdout}\n${stderr}` }),
    );
  });
}
