import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const pretend = (version: string) =>
  `data:text/javascript,const{versions}=process;Object.defineProperty(process,'versions',{value:{...versions,node:'${version}'}})`;

async function start(entry: string, node: string, ...words: string[]) {
  const { promise, resolve: done } = Promise.withResolvers<{ out: string; code: number | null }>();
  const child = execFile(node, [...words, resolve(root, entry)], { env: {} }, (_, out, err) =>
    done({ out: `${out}${err}`, code: child.exitCode }),
  );
  return promise;
}

describe.each(['dist/action.js', 'dist/report-action.js', 'dist/post.js'])('%s', entry => {
  test.each(['18.20.8', '20.19.0', '22.22.0'])('says what Node %s lacks', async version => {
    const { out, code } = await start(entry, process.execPath, '--import', pretend(version));
    expect(out).toMatch(
      /^::error title=Node is too old::storage-gate needs Node 24 or newer, and this runner started it with Node [\d.]+\. [^\n]*\n$/,
    );
    expect(out).toContain(`Node ${version}.`);
    expect(code).toBe(69);
  });

  test('is read by an older Node, where this host has one', async context => {
    const { stdout } = await promisify(execFile)('which', ['-a', 'node']);
    const nodes = await Promise.all(
      stdout
        .trim()
        .split('\n')
        .map(async path => {
          const version = (await promisify(execFile)(path, ['--version'])).stdout;
          return { path, major: Number(/^v(\d+)/.exec(version)?.[1]) };
        }),
    );
    const older = nodes.find(({ major }) => major < 24);
    context.skip(older === undefined, 'no older Node is in PATH');
    const { out, code } = await start(entry, older?.path ?? '');
    expect(out).toContain('::error title=Node is too old::');
    expect(code).toBe(69);
  });

  test('starts on Node 24', async () => {
    const { out } = await start(entry, process.execPath);
    expect(out).not.toContain('could not be loaded');
    expect(out).not.toContain('Node is too old');
  });
});
