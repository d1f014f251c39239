import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { git } from '../harness/git.ts';
import { freshDirectory, runGateCommand } from './command-line.ts';

/**
 * Every command in the shell blocks of README.md and docs/command-line.md is run, or, for npm's
 * own, known to package.json.
 */
const root = resolve(import.meta.dirname, '../..');
const pages = ['README.md', 'docs/command-line.md'].map(page =>
  readFileSync(resolve(root, page), 'utf8'),
);
const lines = [...pages.join('\n').matchAll(/^```sh\n([^]*?)^```$/gm)]
  .flatMap(([, block = '']) => block.split('\n'))
  .flatMap(line => line.split(' && '))
  .map(line => line.replace(/\s#.*$/, '').trim())
  .filter(line => line !== '');
const directory = freshDirectory('storage-gate-readme');

/** A team's repository: its disk is written back at origin/main, and direct in the work tree. */
const team = join(directory, 'team');
const definition = 'vms/prod.xml';
const domain = (cache: string): string =>
  readFileSync(resolve(root, 'fixtures/source/01-libvirt-plain.xml'), 'utf8').replace(
    "cache='none'",
    `cache='${cache}'`,
  );

beforeAll(async () => {
  mkdirSync(join(team, 'vms'), { recursive: true });
  await git(team, 'init', '--quiet', '--initial-branch=main');
  writeFileSync(join(team, definition), domain('writeback'));
  await git(team, 'add', '--all');
  await git(team, 'commit', '--quiet', '--message', 'a disk');
  await git(team, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  writeFileSync(join(team, definition), domain('none'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const ours = lines.filter(line => line.startsWith('bin/storage-gate '));
const measuring = ours.filter(line => line.startsWith('bin/storage-gate run'));
const selftests = ours.filter(line => line.startsWith('bin/storage-gate selftest'));

/** Where nothing is said disks are large, and written before anything is measured. */
function wordsOf(line: string): string[] {
  const words = line.split(/\s+/).slice(1);
  if (/--suite sysbench/.test(line)) return words;
  return words.map((word, index) =>
    /^--(base-)?disk(-from)?$/.test(words[index - 1] ?? '') ? `${word},size=64MiB` : word,
  );
}

describe('the commands of README and docs/command-line.md', () => {
  it('are calls of git, npm and storage-gate, and there are some of each', () => {
    const others = lines.filter(line => !/^(git clone |cd |npm |bin\/storage-gate )/.test(line));
    expect(others).toEqual([]);
    expect(measuring.length).toBeGreaterThan(0);
    expect(ours.length).toBeGreaterThan(measuring.length);
  });

  it('call npm for what npm or package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const known = new Set([
      'npm ci',
      'npm cit',
      'npm start',
      ...Object.keys(scripts).map(name => `npm run ${name}`),
    ]);
    expect(lines.filter(line => line.startsWith('npm ') && !known.has(line))).toEqual([]);
    expect(scripts).toMatchObject({ start: 'node bin/storage-gate run --yes', test: 'vitest run' });
  });

  it.each(ours.filter(line => !measuring.includes(line) && !selftests.includes(line)))(
    '%s ends with status 0 and prints something',
    async line => {
      const words = line.replace('/etc/libvirt/qemu/web.xml', join(team, definition)).split(/\s+/);
      const { status, stdout, stderr } = await runGateCommand(words.slice(1), { cwd: root });
      expect(status, stderr).toBe(0);
      expect(stdout.length).toBeGreaterThan(/--dry-run/.test(line) ? 50 : 200);
    },
  );

  // The same call with as few short rounds of one workload as could be red.
  it.each(selftests)('%s finds unchanged disks not red, and a known loss red', async line => {
    const few = ['--suite', 'pairs', '--profile', 'quick', '--workloads', 'randread-4k-qd1'];
    const quiet = ['--rounds', '8', '--false-alarm', '0.5%'];
    const own = [...few, ...quiet, '--yes', '--accel', 'tcg', '--directory', directory];
    const { status, stdout, stderr } = await runGateCommand([...wordsOf(line), ...own], {
      cwd: root,
    });
    expect(status, stderr + stdout).toBe(0);
    expect(stdout).toMatch(/^Selftest, 1 of 2: nothing changed/m);
    expect(stdout).toMatch(/random read 4k, depth 1 .* (inconclusive|unchanged|improved)/);
    expect(stdout).toMatch(
      /^Selftest, 2 of 2: a known loss.*\n\nregressed: 1 of 1 gated cell regressed: none .* -[3-9]\d(\.\d+)? %/m,
    );
    expect(stdout).toMatch(/^Selftest passed: /m);
  });

  // The same call, one short round in a directory of the test's own, or as many of one workload as
  // could be red; later options win.
  it.each(measuring)('%s measures', async line => {
    const few = ['--workloads', 'randread-4k-qd1', '--rounds', '2', '--false-alarm', '50%'];
    const lenient = [...few, '--tolerance', '99%'];
    const rounds = /--base-(disk|ref)/.test(line) ? lenient : ['--rounds', '1'];
    const short = /--suite sysbench/.test(line) ? [] : ['--profile', 'quick'];
    const plan = ['--yes', ...short, ...rounds, '--accel', 'tcg'];
    const own = [...plan, '--directory', directory, '--baseline', `dir:${directory}/store`];
    const { status, stdout, stderr } = await runGateCommand([...wordsOf(line), ...own], {
      cwd: line.includes(definition) ? team : root,
    });
    expect(status, stderr).toBe(0);
    expect(stderr).not.toMatch(/^! .*(failed|retried)/m);
    // 150 MB.
    expect(Number(/this process took (\d+) MiB at most/.exec(stderr)?.[1])).toBeLessThan(143);
    expect(stdout).toMatch(/sequential write|write 1M|random read 4k/);
  });
});
