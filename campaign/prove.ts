import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTool } from '../src/process/tool.ts';

const root = resolve(import.meta.dirname, '..');
const faults = resolve(import.meta.dirname, 'faults');

/** What a copy of the project has of its own, or does without. */
const left: ReadonlySet<string> = new Set(['node_modules', '.git', 'dist']);

/** Parts that start the bundled product. */
const bundled: ReadonlySet<string> = new Set(['host', 'kills']);

interface ProofRequest {
  readonly seed: number;
  /** Parts whose faults are planted; undefined: all. */
  readonly parts: readonly string[] | undefined;
  readonly say: (line: string) => void;
}

/**
 * Plants each fault of `faults/` in a copy of the sources, and runs the part that must find it. The
 * exit status: 1 where one was not found.
 */
export async function prove({ seed, parts, say }: ProofRequest): Promise<number> {
  const names = (await readdir(faults)).filter(name => name.endsWith('.patch')).toSorted();
  let missed = 0;
  let planted = 0;
  for (const name of names) {
    const patch = join(faults, name);
    const part = partOf(name, await readFile(patch, 'utf8'));
    if (parts?.includes(part) === false) continue;
    planted += 1;
    const start = performance.now();
    const finding = await firstFinding(patch, { part, seed });
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    say(`${finding === undefined ? 'MISSED' : 'caught'} ${name}, ${seconds} s`);
    if (finding === undefined) missed += 1;
    else say(`  ${finding}`);
  }
  say(`${planted} faults planted, ${planted - missed} caught`);
  return missed > 0 ? 1 : 0;
}

/** The part that must find a fault, as the patch says in its first line. */
export function partOf(name: string, patch: string): string {
  const part = /^Part: (\S+)\n\S/.exec(patch)?.[1];
  if (part === undefined)
    throw new Error(`${name} does not begin with "Part: ..." and what it breaks`);
  return part;
}

/** The command that plants a fault. One line of context is enough: what is around it may move. */
export function planting(patch: string): readonly string[] {
  return ['git', 'apply', '-C1', '--whitespace=nowarn', patch];
}

async function firstFinding(
  patch: string,
  { part, seed }: { readonly part: string; readonly seed: number },
): Promise<string | undefined> {
  const copy = await mkdtemp(join(tmpdir(), 'campaign-fault-'));
  try {
    for (const name of await readdir(root))
      if (!left.has(name)) await cp(join(root, name), join(copy, name), { recursive: true });
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    await runTool({ argv: [...planting(patch)], cwd: copy });
    if (bundled.has(part))
      await runTool({ argv: [process.execPath, join(copy, 'scripts/build.ts')], cwd: copy });
    const wanted = ['--part', part, '--seed', String(seed), '--first-only'];
    const { stdout, stderr, exitCode } = await runTool({
      argv: [process.execPath, join(copy, 'campaign/campaign.ts'), ...wanted],
      cwd: copy,
      accept: [0, 1],
      timeout: 600,
    });
    const found = /^ *FOUND (.*)$/m.exec(stdout)?.[1];
    if (exitCode === 1 && found === undefined) throw new Error(`${patch}: ${stderr}`);
    return found;
  } finally {
    await rm(copy, { recursive: true });
  }
}
