import { expect, test } from 'vitest';
import { requireSettings } from '../../src/config/settings.ts';
import type { Caveat } from '../../src/core/reason.ts';
import type { Run } from '../../src/core/run.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import { usualCpus } from '../../src/measure/boot.ts';
import { assembleRun } from '../../src/measure/document.ts';
import { hostParts } from '../../src/measure/given-part.ts';
import type { GuestName } from '../../src/measure/guest-name.ts';
import type { GuestSetup } from '../../src/measure/guest-setup.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { environment } from '../harness/run-builder.ts';

const [headSum, baseSum, initrdSum] = ['ab', 'cd', 'ef'].map(byte => byte.repeat(32)) as [
  string,
  string,
  string,
];

function guest(name: GuestName, sum: string, initrdSha256?: string): GuestSetup {
  const kernel = { kernel: '/c/kernel', kernelWords: 'quiet' };
  const files = { ...kernel, initrd: `/c/${sum}/initrd` };
  const identity = {
    release: `6.1.0-${name}`,
    toolsDigest: 'fedcba9876543210',
    kernelSha256: sum,
    initrdSha256,
  };
  const qemu = { path: `/opt/${name}`, version: `9.0 (${name})`, sha256: sum };
  return {
    name,
    qemu,
    artifacts: { ...files, ...identity },
    accelerator: 'kvm',
    cpus: undefined,
    counterRate: undefined,
  };
}

interface Told {
  readonly flags: Readonly<Record<string, string>>;
  readonly guests: readonly GuestSetup[];
  readonly caveats?: readonly Caveat[];
}

/** The document of a run that ended before its first round, with these flags and guests. */
function document(flags: Told['flags'], guests: Told['guests']): Run {
  return documentOf({ flags, guests });
}

function documentOf({ flags, guests, caveats = [] }: Told): Run {
  const raw = { disks: ['name=prod,cache=none', 'host'], suite: 'sysbench', ...flags };
  const { plan, site } = requireSettings({ raw, origin: 'cli', randomSeed: 1, workspace: '/repo' });
  const facts = { ...environment, suite: suiteDigest(plan.suite) };
  const run = assembleRun({
    plan,
    site,
    commit: null,
    toolVersion: '0.1.0',
    bench: { guests, environment: { ...facts, ...hostParts(site, guests[0]) }, caveats },
    ledger: { measured: [], looks: [], bytesWritten: 0 },
    startedAt: '2026-03-01T12:00:00.000Z',
    reason: 'trouble',
    timing: { boot: 0, prepare: 0, measure: 0, rest: 0 },
  });
  const decoded = decodeRun(run);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}

/** The given parts that each side's arm names as its subject. */
function subjects({ arms }: Run) {
  return Object.fromEntries(
    arms.map(({ side, subject: { qemu, kernel, initrd } }) => [
      side,
      { ...(qemu && { qemu }), ...(kernel && { kernel }), ...(initrd && { initrd }) },
    ]),
  );
}

test('what was given for the base side alone is subject on both sides, and no part of the environment', () => {
  const run = document({ 'base-qemu': '/opt/base' }, [
    guest('head', headSum),
    guest('base', baseSum),
  ]);
  expect(subjects(run)).toEqual({
    head: { qemu: { version: '9.0 (head)', sha256: headSum } },
    host: {},
    base: { qemu: { version: '9.0 (base)', sha256: baseSum } },
  });
  expect(run.environment).toMatchObject({ qemu: null, guestKernel: '6.1.0-head' });
});

test('a kernel of one side names that of the distribution on the other one', () => {
  const run = document({ 'base-kernel': '/k' }, [guest('head', headSum), guest('base', baseSum)]);
  expect(subjects(run)).toMatchObject({
    head: { kernel: { version: '6.1.0-head', sha256: headSum } },
    base: { kernel: { version: '6.1.0-base', sha256: baseSum } },
  });
  expect(run.environment).toMatchObject({ qemu: '9.0 (head)', guestKernel: null });
});

test('an archive of one side is subject there, and the other side has none', () => {
  const run = document({ 'base-initrd': '/i' }, [
    guest('head', headSum),
    guest('base', headSum, initrdSum),
  ]);
  expect(subjects(run)).toEqual({
    head: {},
    host: {},
    base: { initrd: { version: 'given', sha256: initrdSum } },
  });
  expect(run.environment).toMatchObject({ qemu: '9.0 (head)', guestKernel: '6.1.0-head' });
});

test('sides that turned out to be alike have one guest and one subject', () => {
  const run = document({ qemu: '/opt/head', 'base-qemu': '/opt/link' }, [guest('head', headSum)]);
  expect(subjects(run)['base']).toEqual(subjects(run)['head']);
});

test('without a given part the guest is environment, and no subject', () => {
  const run = document({}, [guest('head', headSum)]);
  expect(subjects(run)).toEqual({ head: {}, host: {} });
  expect(run.environment).toMatchObject({ qemu: '9.0 (head)', guestKernel: '6.1.0-head' });
});

test('no caveat names a directory of the host, whatever a tool said', () => {
  const flags = { directory: '/srv/my bench' };
  const said = [
    "fio: '/srv/my bench/x/disk0.raw': No space left",
    'QEMU of /home/ada/bin/qemu was killed',
  ];
  const caveats = said.map(words => ({ kind: 'boot-retried', said: words }) as const);
  const run = documentOf({ flags, guests: [guest('head', headSum)], caveats });
  expect(run.caveats.map(caveat => 'said' in caveat && caveat.said)).toEqual([
    "fio: '…/x/disk0.raw': No space left",
    'QEMU of …/qemu was killed',
  ]);
});

test('CPUs of the guest are a fact of the environment where they are not the usual ones', () => {
  const usual = guest('head', headSum);
  const cpus = (setup: GuestSetup) =>
    documentOf({ flags: {}, guests: [setup] }).environment.guestCpus;
  expect(cpus(usual)).toBeUndefined();
  expect(cpus({ ...usual, cpus: usualCpus() })).toBeUndefined();
  expect(cpus({ ...usual, cpus: 8 })).toBe(8);
});
