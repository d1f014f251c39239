import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { describeError, exitStatusOf, GateError, quoteForShell } from '../src/errors.ts';

describe('an error', () => {
  it('says what happened, why, what to do, the command, and the last lines of stderr and console', () => {
    const error = new GateError('qemu-failed', {
      problem: 'QEMU ended before the guest was up',
      why: 'it could not open the image',
      remedy: 'check the permissions of the image',
      argv: ['qemu-system-x86_64', '-blockdev', '{"filename": "/tmp/a, b"}'],
      exitCode: 1,
      stderrTail: 'Could not open\nPermission denied\n',
      consoleTail: 'Booting',
    });
    expect(describeError(error)).toBe(
      [
        'QEMU ended before the guest was up.',
        '  why: it could not open the image.',
        '  what to do: check the permissions of the image.',
        `  command: qemu-system-x86_64 -blockdev '{"filename": "/tmp/a, b"}'`,
        '  ended with: exit status 1',
        '  stderr:',
        '    Could not open',
        '    Permission denied',
        '  last lines of the serial console:',
        '    Booting',
      ].join('\n'),
    );
  });

  it.each([
    ['bad-argument', 2],
    ['bad-directory', 2],
    ['guest-panic', 69],
    ['no-space', 69],
    ['store-unusable', 75],
    ['interrupted', 130],
    ['terminated', 143],
  ] as const)('with the code %s ends the process with status %i', (code, status) => {
    expect(exitStatusOf(new GateError(code, { problem: 'x' }))).toBe(status);
  });

  it('of any other class is a bug, status 70, shown with its trace', () => {
    expect(exitStatusOf(new TypeError('x is undefined'))).toBe(70);
    expect(describeError(new TypeError('x is undefined'))).toMatch(/This is a bug[\s\S]*TypeError: x is undefined/);
  });
});

describe('an error that closing resources hid', () => {
  it('is the one that is told, and that decides the status', async () => {
    const fail = async (): Promise<void> => {
      await using _resource = { [Symbol.asyncDispose]: () => Promise.reject(new Error('the guest is gone')) };
      throw new GateError('guest-panic', { problem: "the guest's kernel panicked" });
    };
    const error: unknown = await fail().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SuppressedError);
    expect(exitStatusOf(error)).toBe(69);
    expect(describeError(error)).toBe("the guest's kernel panicked.");
  });
});

describe('a quoted word', () => {
  it.each(['plain', 'a b', "it's", '$(reboot)', 'a"b', 'é', '', '{"a": [1]}', 'line\nbreak'])(
    '%j comes back from a shell unchanged',
    word => {
      const printed = execFileSync('sh', ['-c', `printf %s ${quoteForShell(word)}`], { encoding: 'utf8' });
      expect(printed).toBe(word);
    },
  );
});
