import { describe, expect, test } from 'vitest';
import { renderFindings } from '../../src/cli/doctor.ts';
import { examinePackages } from '../../src/doctor/examination.ts';
import { canMeasure, examine, type Finding } from '../../src/doctor/finding.ts';
import { GateError } from '../../src/errors.ts';

const ok: Finding = { topic: 'space', state: 'ok', text: '9 GiB free' };
const warning: Finding = { topic: 'SMT', state: 'warning', text: 'on', remedy: 'turn it off' };
const problem: Finding = {
  topic: 'packages',
  state: 'problem',
  text: 'missing: fio',
  remedy: 'install it',
};

describe('examine', () => {
  test('makes an error of ours a problem with its remedy', async () => {
    const error = new GateError('bad-directory', {
      problem: 'it is tmpfs',
      why: 'no drive',
      remedy: 'give another',
    });
    expect(await examine('directory', () => Promise.reject(error))).toEqual([
      {
        topic: 'directory',
        state: 'problem',
        text: 'it is tmpfs: no drive',
        remedy: 'give another',
      },
    ]);
  });

  test('lets a cancellation and a bug through', async () => {
    const cancelled = new GateError('interrupted', { problem: 'cancelled by SIGINT' });
    await expect(examine('x', () => Promise.reject(cancelled))).rejects.toBe(cancelled);
    await expect(examine('x', () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});

test('a host with warnings can measure, one with a problem can not', () => {
  expect(canMeasure([ok, warning])).toBe(true);
  expect(canMeasure([ok, warning, problem])).toBe(false);
});

describe('renderFindings', () => {
  test('shows mark, topic, text and remedy, and what follows', () => {
    expect(renderFindings([ok, warning, problem], false)).toBe(
      [
        'ok       space     9 GiB free',
        'warning  SMT       on',
        '                   -> turn it off',
        'PROBLEM  packages  missing: fio',
        '                   -> install it',
        '',
        "This host can't measure: 1 problem to be fixed first (1 warning).",
        '',
      ].join('\n'),
    );
  });

  test('says the same in colour', () => {
    const colored = renderFindings([ok, warning, problem], true);
    expect(colored).toContain('\u{1b}[31m');
    const plain = ['31', '32', '33', '0'].reduce(
      (text, code) => text.replaceAll(`\u{1b}[${code}m`, ''),
      colored,
    );
    expect(plain).toBe(renderFindings([ok, warning, problem], false));
  });
});

describe('examinePackages', () => {
  test('names the programs, and each package once in the command that installs them', async () => {
    const missing = [
      { program: 'qemu-img', package: 'qemu-utils' },
      { program: 'qemu-io', package: 'qemu-utils' },
    ];
    expect(await examinePackages(missing)).toEqual([
      {
        topic: 'packages',
        state: 'problem',
        text: 'missing: qemu-img, qemu-io',
        remedy: expect.stringMatching(/install --no-install-recommends qemu-utils$/),
      },
    ]);
  });
});
