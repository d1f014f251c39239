import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTool } from '../src/process/tool.ts';

const root = resolve(import.meta.dirname, '..');
const faults = resolve(import.meta.dirname, 'faults');

/** What a part needs of the project. */
const copied = ['src', 'campaign', 'test', 'bench', 'fixtures', 'report', 'bin', 'package.json'];

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
    const part = /^Part: (\S+)$/m.exec(await readFile(patch, 'utf8'))?.[1];
    if (part === undefined) throw new Error(`${name} has no line "Part: ..."`);
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

async function firstFinding(
  patch: string,
  { part, seed }: { readonly part: string; readonly seed: number },
): Promise<string | undefined> {
  const copy = await mkdtemp(join(tmpdir(), 'campaign-fault-'));
  try {
    for (const name of copied) await cp(join(root, name), join(copy, name), { recursive: true });
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    await runTool({ argv: ['git', 'apply', '--whitespace=nowarn', patch], cwd: copy });
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
