import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { describeError, exitStatusOf, GateError } from '../../src/errors.ts';
import {
  hostRequirements,
  type Installation,
  installPackages,
  missingPackages,
} from '../../src/host/packages.ts';
import { findProgram, runTool } from '../../src/process/tool.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const realPath = process.env['PATH'] ?? '';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/**
 * A PATH of one directory that holds `env` and fakes of the programs at our border, each a small
 * shell script.
 */
async function fakePath(programs: Readonly<Record<string, string>>) {
  const directory = await temporaryDirectory();
  const env = await findProgram('env');
  await symlink(env ?? '/usr/bin/env', join(directory.path, 'env'));
  const log = join(directory.path, 'log');
  await writeFile(log, '');
  for (const [name, script] of Object.entries(programs)) {
    await writeProgram(
      join(directory.path, name),
      `#!/bin/sh\nhere='${directory.path.replaceAll("'", `'\\''`)}'\n${script}`,
    );
  }
  vi.stubEnv('PATH', directory.path);
  return {
    ...directory,
    calls: async () => (await readFile(log, 'utf8')).split('\n').filter(Boolean),
  };
}

async function writeProgram(path: string, text: string): Promise<void> {
  await writeFile(path, text);
  await chmod(path, 0o755);
}

/**
 * Writes down how it was called, and installs the program zz-tool where the package zz-package is
 * asked for.
 */
const workingApt = `
echo "apt-get $* frontend=$DEBIAN_FRONTEND" >> "$here/log"
case "$*" in
  *indextargets*) echo /lists/Packages ;;
  *install*zz-package*) printf '#!/bin/sh\\n' > "$here/zz-tool"; /bin/chmod 755 "$here/zz-tool" ;;
esac
`;

const missing = [{ program: 'zz-tool', package: 'zz-package' }];
const install =
  'apt-get -q -o DPkg::Lock::Timeout=120 install --yes --no-install-recommends zz-package';

function installation(
  changes: Partial<Installation> = {},
): Installation & { readonly said: string[] } {
  const said: string[] = [];
  return {
    missing,
    assumeYes: true,
    ask: () => Promise.reject(new Error('nobody was to be asked')),
    say: line => said.push(line),
    terminal: false,
    said,
    ...changes,
  };
}

async function refused(request: Installation): Promise<GateError> {
  const error: unknown = await installPackages(request).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof GateError) return error;
  throw new Error(`expected a GateError, found ${String(error)}`);
}

describe('missingPackages', () => {
  test('agrees with the shell about what this host has', async () => {
    const search = [realPath, '/usr/sbin', '/sbin'].join(delimiter);
    const requirements = hostRequirements('apt');
    const seen = await Promise.all(
      requirements.map(async ({ program }) => {
        const argv = ['sh', '-c', 'command -v "$1"', 'sh', program];
        return (await runTool({ argv, env: { PATH: search }, accept: [0, 1, 127] })).exitCode === 0;
      }),
    );
    const absent = (await missingPackages(requirements)).map(({ program }) => program);
    expect(absent).toEqual(
      requirements.filter((_, index) => !seen[index]).map(({ program }) => program),
    );
  });

  test('looks with less than 50 ms of a processor', async () => {
    await missingPackages();
    const times: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      const start = process.cpuUsage();
      await missingPackages();
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
    }
    expect(Math.min(...times)).toBeLessThan(50);
  });

  test('finds nothing amiss where all programs are in PATH', async () => {
    await using path = await fakePath({ 'zz-tool': 'exit 0' });
    expect(await missingPackages(missing)).toEqual([]);
    expect(await path.calls()).toEqual([]);
  });

  test('does not take a directory, or a file without the right to run it, for a program', async () => {
    await using path = await fakePath({});
    await mkdir(join(path.path, 'zz-tool'));
    await writeFile(join(path.path, 'zz-other'), '#!/bin/sh\n');
    const both = [...missing, { program: 'zz-other', package: 'zz-package' }];
    expect(await missingPackages(both)).toEqual(both);
  });
});

describe('installPackages as root', () => {
  const asRoot = (): void => {
    vi.spyOn(process, 'getuid').mockReturnValue(0);
  };

  test('prints the list first, then installs without questions or recommendations', async () => {
    asRoot();
    await using path = await fakePath({ 'apt-get': workingApt });
    const request = installation();
    await installPackages(request);
    expect(request.said).toEqual([
      'This host lacks these packages:',
      '  zz-package (for zz-tool)',
      'Installing zz-package ...',
    ]);
    expect(await path.calls()).toEqual([
      'apt-get -q -o DPkg::Lock::Timeout=120 indextargets --format $(FILENAME) Created-By: Packages frontend=noninteractive',
      `${install} frontend=noninteractive`,
    ]);
  });

  test('fetches package lists first where there are none', async () => {
    asRoot();
    await using path = await fakePath({
      'apt-get': workingApt.replace('echo /lists/Packages', ':'),
    });
    await installPackages(installation());
    expect((await path.calls()).map(call => call.split(' ')[4])).toEqual([
      'indextargets',
      'update',
      'install',
    ]);
  });

  test('fetches package lists and tries again where they are too old', async () => {
    asRoot();
    const stale = `
if [ "$4" = install ] && [ ! -e "$here/updated" ]; then
  echo "apt-get $*" >> "$here/log"; echo 'E: Unable to locate package zz-package' >&2; exit 100
fi
[ "$4" = update ] && : > "$here/updated"
${workingApt}`;
    await using path = await fakePath({ 'apt-get': stale });
    await installPackages(installation());
    expect((await path.calls()).map(call => call.split(' ')[4])).toEqual([
      'indextargets',
      'install',
      'update',
      'install',
    ]);
  });

  test('waits for another apt that holds a lock', async () => {
    asRoot();
    const locked = `
if [ "$4" = install ] && [ ! -e "$here/waited" ]; then
  : > "$here/waited"; echo "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1 (apt)" >&2; exit 100
fi
${workingApt}`;
    await using path = await fakePath({ 'apt-get': locked });
    await installPackages(installation());
    expect((await path.calls()).at(-1)).toContain(install);
  });

  test('ends with what apt-get said where it fails otherwise, without trying again', async () => {
    asRoot();
    const broken = `[ "$4" = install ] && { echo "E: dpkg was interrupted" >&2; exit 100; }\n${workingApt}`;
    await using path = await fakePath({ 'apt-get': broken });
    const error = await refused(installation());
    expect(exitStatusOf(error)).toBe(69);
    expect(error.facts).toMatchObject({ exitCode: 100, stderrTail: 'E: dpkg was interrupted' });
    expect(await path.calls()).toHaveLength(1);
  });

  test('ends with 69 where apt-get is content but a program is missing still', async () => {
    asRoot();
    await using _path = await fakePath({ 'apt-get': workingApt.replaceAll('zz-tool', 'zz-other') });
    const error = await refused(installation());
    expect([error.code, exitStatusOf(error)]).toEqual(['missing-packages', 69]);
    expect(error.facts.why).toContain('apt-get ended without an error');
  });

  test('asks on a terminal, and does nothing without consent', async () => {
    asRoot();
    await using path = await fakePath({ 'apt-get': workingApt });
    const questions: string[] = [];
    const answering = (answer: boolean) =>
      installation({
        assumeYes: false,
        terminal: true,
        ask: question => {
          questions.push(question);
          return Promise.resolve(answer);
        },
      });
    expect((await refused(answering(false))).facts.why).toBe('installing them was declined');
    expect(await path.calls()).toEqual([]);
    await installPackages(answering(true));
    expect(questions).toHaveLength(2);
    expect((await path.calls()).at(-1)).toContain(install);
  });

  test('names --yes where there is no terminal, without asking', async () => {
    asRoot();
    await using path = await fakePath({ 'apt-get': workingApt });
    const error = await refused(installation({ assumeYes: false, terminal: false }));
    expect(exitStatusOf(error)).toBe(69);
    expect(describeError(error)).toContain('--yes');
    expect(describeError(error)).toContain(
      'command: apt-get install --no-install-recommends zz-package',
    );
    expect(await path.calls()).toEqual([]);
  });

  test('does nothing at all where nothing is missing', async () => {
    await using path = await fakePath({ 'apt-get': workingApt });
    const request = installation({ missing: [] });
    await installPackages(request);
    expect([request.said, await path.calls()]).toEqual([[], []]);
  });

  test('installs a package once that brings several programs', async () => {
    asRoot();
    await using path = await fakePath({ 'apt-get': workingApt, 'zz-second': '' });
    const request = installation({
      missing: [...missing, { program: 'zz-second', package: 'zz-package' }],
    });
    await installPackages(request);
    expect(request.said[1]).toBe('  zz-package (for zz-tool, zz-second)');
    expect((await path.calls()).at(-1)).toBe(`${install} frontend=noninteractive`);
  });
});

describe('installPackages as an ordinary user', () => {
  const asUser = (): void => {
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
  };
  /** sudo as on a runner: no password, and none of our environment. */
  const openSudo = `
echo "sudo $*" >> "$here/log"
[ "$1" = -n ] && shift
[ "$1" = true ] && exit 0
exec /usr/bin/env -i PATH="$here" "$@"
`;
  /** sudo that has a password: -n is refused, and on a terminal it would ask for it. */
  const closedSudo = `
echo "sudo $*" >> "$here/log"
[ "$1" = -n ] && { echo "sudo: a password is required" >&2; exit 1; }
exec "$@"
`;

  test('goes through sudo without a password, and sets the frontend behind it', async () => {
    asUser();
    await using path = await fakePath({ 'apt-get': workingApt, sudo: openSudo });
    await installPackages(installation());
    expect(await path.calls()).toEqual([
      'sudo -n true',
      expect.stringContaining('apt-get -q'),
      `sudo -n env DEBIAN_FRONTEND=noninteractive LC_ALL=C ${install}`,
      `${install} frontend=noninteractive`,
    ]);
  });

  test.each([
    ['https_proxy', 'NO_PROXY'],
    ['http_proxy', 'FTP_PROXY'],
  ])(
    'keeps a proxy named by %s and %s behind sudo, without its words in argv',
    async (...names) => {
      asUser();
      for (const name of ['http_proxy', 'https_proxy', 'no_proxy'])
        for (const each of [name, name.toUpperCase()]) vi.stubEnv(each, undefined);
      for (const name of names) vi.stubEnv(name, 'http://user:secret@proxy:3128');
      const sudo = `echo "sudo $*" >> "$here/log"\n[ "$2" = true ] || { shift 2; exec "$@"; }\n`;
      const seeing = workingApt.replace('frontend=', `proxy=$${names[0]} frontend=`);
      await using path = await fakePath({ 'apt-get': seeing, sudo });
      await installPackages(installation());
      const calls = (await path.calls()).filter(call => call.includes('install'));
      expect(calls[0]).toMatch(/^sudo -n --preserve-env=\S+ env /);
      expect(calls[0]).not.toContain('secret');
      const kept = /--preserve-env=(\S+)/.exec(calls[0] ?? '')?.[1]?.split(',');
      expect(kept?.toSorted()).toEqual(names.toSorted());
      expect(calls[1]).toContain('proxy=http://user:secret@proxy:3128');
    },
  );

  test('lets sudo ask for its password on a terminal', async () => {
    asUser();
    await using path = await fakePath({ 'apt-get': workingApt, sudo: closedSudo });
    await installPackages(installation({ terminal: true }));
    expect(await path.calls()).toContain(
      `sudo env DEBIAN_FRONTEND=noninteractive LC_ALL=C ${install}`,
    );
  });

  test.each([
    [
      'sudo asks for a password and there is no terminal',
      { 'apt-get': workingApt, sudo: closedSudo },
      'sudo asks for a password',
    ],
    ['there is no sudo', { 'apt-get': workingApt }, 'this host has no sudo'],
    ['there is no apt-get', { sudo: openSudo }, 'this host has no apt-get'],
  ])('ends with one error that lists packages and command where %s', async (_, programs, why) => {
    asUser();
    await using path = await fakePath(programs);
    const error = await refused(installation());
    expect([error.code, exitStatusOf(error)]).toEqual(['missing-packages', 69]);
    expect(error.message).toContain('zz-package');
    expect(error.facts.why).toContain(why);
    expect(error.facts.argv).toEqual([
      'sudo',
      'apt-get',
      'install',
      '--no-install-recommends',
      'zz-package',
    ]);
    expect((await path.calls()).filter(call => call.startsWith('apt-get'))).toEqual([]);
  });
});
