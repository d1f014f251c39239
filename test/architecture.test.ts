import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import what (docs/architecture.md). `ours`: folders or files of src/; `node`: whether
 * node:* and process are allowed; `packages`: npm packages. The imports are read from the sources,
 * so a new arrow shows up here first.
 */
interface Rule {
  readonly ours: readonly string[];
  readonly node: boolean;
  readonly packages: readonly string[];
}

const edges = new Set(['process', 'qemu', 'guest', 'host', 'store']);
const rules: Record<string, Rule> = {
  errors: { ours: ['version'], node: false, packages: [] },
  version: { ours: [], node: false, packages: [] },
  statistics: { ours: ['statistics'], node: false, packages: [] },
  disk: { ours: ['disk'], node: false, packages: ['zod'] },
  // node:crypto for digests alone: createHash is synchronous and pure.
  core: { ours: ['core', 'disk', 'statistics'], node: false, packages: ['zod', 'node:crypto'] },
  history: { ours: ['core', 'statistics', 'history'], node: false, packages: [] },
  judge: { ours: ['core', 'disk', 'statistics', 'history', 'judge'], node: false, packages: [] },
  tools: { ours: ['core', 'errors', 'tools'], node: false, packages: ['zod'] },
  report: {
    ours: ['core', 'disk', 'judge', 'errors', 'report'],
    node: false,
    packages: ['markdown-table'],
  },
  config: { ours: ['core', 'disk', 'errors', 'config'], node: false, packages: ['zod', 'yaml'] },
  process: { ours: ['core', 'errors', 'process'], node: true, packages: ['execa'] },
  qemu: { ours: ['core', 'disk', 'errors', 'process', 'qemu'], node: true, packages: ['zod'] },
  guest: { ours: ['core', 'errors', 'process', 'guest'], node: true, packages: ['zod', 'yaml'] },
  host: { ours: ['core', 'errors', 'process', 'host', 'tools'], node: true, packages: ['zod'] },
  store: { ours: ['core', 'errors', 'process', 'store'], node: true, packages: [] },
  github: {
    ours: ['core', 'errors', 'github'],
    node: true,
    packages: ['@actions/core', '@actions/github', 'zod'],
  },
  measure: {
    ours: ['core', 'disk', 'errors', 'tools', 'process', 'qemu', 'guest', 'host', 'measure'],
    node: true,
    packages: ['zod'],
  },
  doctor: {
    ours: ['core', 'disk', 'errors', 'process', 'qemu', 'guest', 'host', 'measure', 'doctor'],
    node: true,
    packages: [],
  },
  'config-file': { ours: ['errors'], node: true, packages: [] },
  'progress-display': { ours: ['measure', 'report'], node: false, packages: [] },
  run: {
    ours: ['core', 'history', 'judge', 'errors', 'measure', 'report', 'config', 'host', 'store'],
    node: false,
    packages: [],
  },
  selftest: {
    ours: ['core', 'history', 'judge', 'errors', 'measure', 'config'],
    node: false,
    packages: [],
  },
  cli: { ours: ['*'], node: true, packages: ['commander'] },
  action: { ours: ['*'], node: true, packages: ['@actions/core', 'zod'] },
  'report-action': { ours: ['*'], node: true, packages: ['@actions/core'] },
  post: { ours: ['*'], node: true, packages: ['@actions/core'] },
};

const source = resolve(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(file =>
  file.endsWith('.ts'),
);

describe('the direction of imports', () => {
  it.each(files)('%s imports only what its place allows', file => {
    const rule = rules[placeOf(file)];
    expect(
      rule,
      `no rule for ${placeOf(file)}: say in this table what it may import`,
    ).toBeDefined();
    const refused = importsOf(file).filter(
      name => rule !== undefined && !isAllowed(name, { rule, file }),
    );
    expect(refused).toEqual([]);
  });

  it('has no edge that imports another edge, process/ apart', () => {
    const crossing = files
      .filter(file => edges.has(placeOf(file)))
      .flatMap(file =>
        importsOf(file).map(name => ({ from: placeOf(file), to: targetOf(name, file) })),
      )
      .filter(
        ({ from, to }) => to !== undefined && edges.has(to) && to !== from && to !== 'process',
      );
    expect(crossing).toEqual([]);
  });
});

describe('what is pure', () => {
  const pure = files.filter(file =>
    ['disk', 'core', 'statistics', 'history', 'judge'].includes(placeOf(file)),
  );

  it.each(pure)('%s touches no clock, no randomness, no process and nothing asynchronous', file => {
    const code = withoutComments(readFileSync(join(source, file), 'utf8'));
    expect(code).not.toMatch(
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.|\bprocess\.|\basync\b|\bawait\b|\bfetch\(/,
    );
  });
});

describe('every source file', () => {
  it.each(files)('%s has a name for a noun and at most 250 lines', file => {
    expect(file).not.toMatch(/(^|\/)(utils|helpers|types|constants|common|index)\.ts$/);
    expect(readFileSync(join(source, file), 'utf8').split('\n').length).toBeLessThanOrEqual(311);
  });
});

function placeOf(file: string): string {
  return (file.split('/')[0] ?? file).replace(/\.ts$/, '');
}

function importsOf(file: string): string[] {
  const code = withoutComments(readFileSync(join(source, file), 'utf8'));
  return [...code.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(match => match[1] ?? []);
}

function targetOf(name: string, file: string): string | undefined {
  if (!name.startsWith('.')) return undefined;
  return placeOf(relative(source, resolve(source, dirname(file), name)));
}

function isAllowed(name: string, { rule, file }: { rule: Rule; file: string }): boolean {
  if (name.endsWith('package.json')) return placeOf(file) === 'version';
  if (name.startsWith('node:')) return rule.node || rule.packages.includes(name);
  const target = targetOf(name, file);
  if (target !== undefined) return rule.ours.includes('*') || rule.ours.includes(target);
  return rule.packages.some(allowed => name === allowed || name.startsWith(`${allowed}/`));
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
