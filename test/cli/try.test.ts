import { resolve } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Options } from '../../src/cli/options.ts';
import { tryCommand } from '../../src/cli/try.ts';
import { describeError, exitStatusOf } from '../../src/errors.ts';
import type { measure } from '../../src/measure/measure.ts';
import { madeUpMeasure } from '../harness/made-up-run.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { keptTerminal } from './terminal.ts';

// What is said next depends on it, and whoever starts these tests by npx has it set.
beforeEach(() => {
  vi.stubEnv('npm_command', undefined);
  return vi.unstubAllEnvs;
});

const domain = resolve(import.meta.dirname, '../../fixtures/source/01-libvirt-plain.xml');

/** The default disk is twice as quick as `none`, and the host four times. */
const usual = madeUpMeasure(({ side, name }) => (side === 'host' ? 4 : name === 'none' ? 1 : 2));

async function tried(options: Options = {}, how: typeof measure = usual) {
  await using directory = await temporaryDirectory();
  const terminal = keptTerminal(directory.path);
  const asked: Parameters<typeof measure>[0][] = [];
  const status = await tryCommand(options, terminal, async request => {
    asked.push(request);
    return how(request);
  });
  return { status, asked, text: terminal.printed.join(''), said: terminal.said };
}

test('the default disk, none and the host are a picture, with the outlook and the next command', async () => {
  const { status, text } = await tried();
  expect(status).toBe(0);
  const bars = (name: string) =>
    [...text.matchAll(new RegExp(`^${name} +(#+) +[\\d.]+ MiB/s$`, 'gm'))].map(
      ([, bar]) => bar?.length,
    );
  expect(bars('host')).toHaveLength(4);
  for (const length of bars('default')) expect(length).toBeGreaterThanOrEqual(19);
  for (const [index, length = 0] of bars('none').entries())
    expect(bars('default')[index]).toBeGreaterThan(length);
  expect(text).toMatch(/^random read 4k, depth 1$/m);
  expect(text).toMatch(/^by this noise, 10 min here decide losses from [\d.]+ % on$/m);
  expect(text).toMatch(/^next: storage-gate run --disk none$/m);
});

test('it fits a minute and two gibibytes, whatever a config says', async () => {
  const { asked } = await tried();
  const [{ plan, site } = { plan: undefined, site: undefined }] = asked;
  expect(plan).toMatchObject({ rounds: 4, budget: 75, writeBudget: 2 * 2 ** 30 });
  expect(plan?.suite).toMatchObject({ name: 'fio', runMilliseconds: 500, writeCap: 2 ** 26 });
  expect(plan?.arms.map(({ name, side }) => `${side} ${name}`)).toEqual([
    'head default',
    'head none',
    'host host-direct',
    'host host',
  ]);
  const modes = plan?.arms.flatMap(({ target }) => (target.kind === 'disk' ? [target.mode] : []));
  expect(modes?.map(({ size }) => size)).toEqual([2 ** 27, 2 ** 27]);
  expect(site?.createDirectory).toBe(true);
});

test('a disk of a definition stands in its place, wherever that file lies', async () => {
  const { asked, text } = await tried({ from: `${domain}#vda` });
  expect(asked[0]?.plan.arms[0]).toMatchObject({ name: 'vda', definition: { target: 'vda' } });
  expect(text).toMatch(/^vda +#+ /m);
  expect(text).toContain(`next: storage-gate run --disk-from '${domain}#vda'`);
});

test('one round says that it shows no noise, and a lost value why there is no bar', async () => {
  const once: typeof measure = async request => {
    const { run } = await madeUpMeasure(({ name }) => (name === 'none' ? undefined : 1))(request);
    return { run: { ...run, rounds: run.rounds.slice(0, 1) } };
  };
  const { text } = await tried({}, once);
  expect(text).toContain('one round shows no noise');
  expect(text).toMatch(/^none +no /m);
});

test('--dry-run says what it would cost and measures nothing', async () => {
  const { status, asked, text } = await tried({ dryRun: true });
  expect([status, asked]).toEqual([0, []]);
  expect(text).toMatch(
    /^measures for \d+ s beside boots, until 1 min 15 s at most; writes 2 GiB at most$/,
  );
});

test.each([
  ['/nonexistent.xml', /the definition \/nonexistent\.xml can't be read/],
  [`${domain}#vdz`, /vdz/],
])('--from %s is refused with status 2', async (from, message) => {
  const error: unknown = await tried({ from }).catch((reason: unknown) => reason);
  expect(describeError(error)).toMatch(message);
  expect(exitStatusOf(error)).toBe(2);
});

test('what ended the run is trouble', async () => {
  const trouble = new Error('the guest is gone');
  const ended = tried({}, async request => ({ ...(await usual(request)), trouble }));
  await expect(ended).rejects.toBe(trouble);
});
