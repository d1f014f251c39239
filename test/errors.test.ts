import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  describeError,
  type ErrorCode,
  exitStatuses,
  exitStatusOf,
  GateError,
  quoteForShell,
  remedyOf,
} from '../src/errors.ts';

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

  it('that lists faults says them below the problem, and nothing that would be said of each', () => {
    const faults = ['a: is wrong', '  -> mend it'];
    expect(
      describeError(new GateError('bad-config', { problem: '2 settings are wrong', faults })),
    ).toBe('2 settings are wrong:\n  a: is wrong\n    -> mend it');
  });

  it('of a kind that always asks for the same says so where it says nothing of its own', () => {
    expect(describeError(new GateError('guest-hung', { problem: 'no answer' }))).toMatch(
      /^no answer\.\n {2}what to do: run it again when the host is less busy/,
    );
    expect(remedyOf(new GateError('guest-hung', { problem: 'no answer', remedy: 'wait' }))).toBe(
      'wait',
    );
    expect(remedyOf(new GateError('interrupted', { problem: 'cancelled' }))).toBeUndefined();
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
    expect(describeError(new TypeError('x is undefined'))).toMatch(
      /This is a bug[\s\S]*TypeError: x is undefined/,
    );
  });
});

describe('the exit statuses', () => {
  it('are in order, and each code has one', () => {
    const statuses = exitStatuses.map(({ status }) => status);
    expect(statuses).toEqual([...new Set(statuses)].toSorted((a, b) => a - b));
    const codes = exitStatuses.flatMap((each): readonly ErrorCode[] => each.codes);
    expect(codes.length).toBeGreaterThan(19);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('an error that closing resources hid', () => {
  it('is the one that is told, and that decides the status', async () => {
    const fail = async (): Promise<void> => {
      await using _resource = {
        [Symbol.asyncDispose]: () => Promise.reject(new Error('the guest is gone')),
      };
      throw new GateError('guest-panic', { problem: "the guest's kernel panicked" });
    };
    const error: unknown = await fail().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SuppressedError);
    expect(exitStatusOf(error)).toBe(69);
    expect(describeError(error)).toMatch(
      /^the guest's kernel panicked\.\n {2}what to do: see the last lines of its console/,
    );
  });
});

describe('what the system refuses', () => {
  const refused = (code: string, path?: string, syscall = 'write'): Error =>
    Object.assign(new Error(`${code}: the words of it, ${syscall}`), { code, syscall, path });

  test.each([
    ['ENOSPC', 69, /free some space/],
    ['EDQUOT', 69, /free some space/],
    ['EMFILE', 69, /`ulimit -n`/],
    ['ENFILE', 69, /`ulimit -n`/],
    ['EAGAIN', 69, /`ulimit -u`/],
    ['ENOMEM', 69, /`ulimit -v`/],
    ['EFBIG', 69, /`ulimit -f`/],
    ['EIO', 69, /dmesg/],
    ['ESTALE', 69, /dmesg/],
    ['ENXIO', 69, /dmesg/],
    ['EACCES', 2, /let this user write there/],
    ['EPERM', 2, /let this user write there/],
    ['EROFS', 2, /let this user write there/],
    ['ENOENT', 2, /let this user write there/],
    ['ENOTDIR', 2, /let this user write there/],
    ['EISDIR', 2, /let this user write there/],
    ['ELOOP', 2, /let this user write there/],
    ['ENAMETOOLONG', 2, /let this user write there/],
    ['EBADF', 69, /run it again/],
    ['ERR_SYSTEM_ERROR', 69, /run it again/],
  ])('by %s ends with %i, names the path and says what to do', (code, status, remedy) => {
    const error = refused(code, '/var/it');
    expect(exitStatusOf(error)).toBe(status);
    const said = describeError(error);
    expect(said).toMatch(/^\/var\/it can't be used\.\n {2}why: \S+: the words of it/);
    expect(said.slice(said.indexOf('what to do'))).toMatch(remedy);
  });

  it('is never a bug nor a failed gate, whatever it says', () => {
    const anyError = fc.record({
      code: fc.string(),
      syscall: fc.string(),
      path: fc.option(fc.string(), { nil: undefined }),
      message: fc.string(),
    });
    fc.assert(
      fc.property(anyError, ({ message, ...rest }) => {
        const error = Object.assign(new Error(message), rest);
        expect([2, 69]).toContain(exitStatusOf(error));
        expect(describeError(error)).toContain('what to do: ');
        expect(exitStatusOf(new SuppressedError(new Error('late'), error))).not.toBe(70);
      }),
    );
  });

  it('of the working directory or of /proc has a remedy of its own', () => {
    expect(describeError(refused('ENOENT', undefined, 'uv_cwd'))).toMatch(/^the working directory/);
    expect(describeError(refused('ENOENT', '/proc/stat'))).toContain('where /proc and /sys');
  });

  test.each([
    ['cannot set up guest memory: Cannot allocate memory', /`ulimit -v`/],
    ['dd: error writing: File too large', /`ulimit -f`/],
    ['sh: 1: Cannot fork', /`ulimit -u`/],
    ['fio: Input/output error', /dmesg/],
  ])('a tool that met it, %s, gets its remedy', (stderrTail, remedy) => {
    const error = new GateError('tool-failed', { problem: 'a tool failed', stderrTail });
    expect(describeError(error)).toMatch(remedy);
    const killed = new GateError('tool-failed', { problem: 'x', signal: 'SIGXFSZ' });
    expect(describeError(killed)).toContain('`ulimit -f`');
  });
});

describe('every error in the sources', () => {
  const source = resolve(import.meta.dirname, '../src');
  const made = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .flatMap(file => {
      const text = readFileSync(join(source, file), 'utf8');
      return [...text.matchAll(/new GateError\(\s*'([\w-]+)',\s*\{/g)].map(
        ({ 0: call, 1: code = '', index }) => ({
          place: `${file}:${text.slice(0, index).split('\n').length}`,
          code: code as ErrorCode,
          facts: balanced(text, index + call.length),
        }),
      );
    });

  it('is found', () => {
    expect(made.length).toBeGreaterThan(60);
  });

  it.each(made)('at $place says what to do, be it by its kind', ({ code, facts }) => {
    const isCancelled = code === 'interrupted' || code === 'terminated';
    const says =
      /\bremedy\b|\.\.\./.test(facts) ||
      remedyOf(new GateError(code, { problem: 'x' })) !== undefined;
    expect(isCancelled || says, facts).toBe(true);
  });
});

/** What stands before the brace that closes the one before `start`. */
function balanced(text: string, start: number): string {
  let depth = 1;
  let end = start;
  while (depth > 0 && end < text.length) {
    if (text[end] === '{') depth += 1;
    if (text[end] === '}') depth -= 1;
    end += 1;
  }
  return text.slice(start, end - 1);
}

describe('a quoted word', () => {
  it.each(['plain', 'a b', "it's", '$(reboot)', 'a"b', 'é', '', '{"a": [1]}', 'line\nbreak'])(
    '%j comes back from a shell unchanged',
    word => {
      const printed = execFileSync('sh', ['-c', `printf %s ${quoteForShell(word)}`], {
        encoding: 'utf8',
      });
      expect(printed).toBe(word);
    },
  );
});
