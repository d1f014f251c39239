import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { filesThatNameUs, fillAccount, ourAccount } from '../../scripts/docs/account.ts';
import { describeError } from '../../src/errors.ts';
import { issuesUrl, repositoryUrl } from '../../src/version.ts';

const root = resolve(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(resolve(root, file), 'utf8');

test('the account stands in package.json, and every other place follows it', () => {
  const named = filesThatNameUs(root);
  for (const file of named) expect(fillAccount(textOf(file), ourAccount), file).toBe(textOf(file));
  // Another account moves all of it, apart from `repository` itself.
  const moved = (file: string) => fillAccount(textOf(file), 'somebody-else');
  for (const file of named) expect(moved(file), file).not.toContain(`${ourAccount}/qemu`);
});

test('no file names it but those that are generated from there', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
  const others = tracked.filter(
    file => /^(src|bin|bench|scripts|test|action\.yml|report)/.test(file) && !file.endsWith('.png'),
  );
  expect(others.filter(file => textOf(file).includes(`${ourAccount}/`))).toEqual([]);
});

test('a bug says where it is reported', () => {
  expect(repositoryUrl).toBe(`https://github.com/${ourAccount}/qemu-storage-gate`);
  expect(describeError(new TypeError('oops'))).toContain(`report it at ${issuesUrl} with these`);
});
