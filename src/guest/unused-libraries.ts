import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../process/tool.ts';
import { type ElfDynamics, readElf } from './elf.ts';
import { buildStandIn } from './stand-in.ts';

/**
 * A program on this host, and what its loader finds there: the path of each library by its name.
 */
export interface LoadedProgram {
  readonly path: string;
  readonly libraries: ReadonlyMap<string, string>;
}

/** A library of ours that the guest has in place of the host's, under the host's path. */
export interface StandInFile {
  readonly path: string;
  readonly content: Buffer;
}

/**
 * Libraries of what no workload uses: other machines' storage, persistent memory, databases.
 * Debian's fio is linked with all of Ceph, which it loads and relocates at each start: most of the
 * time that it takes to start under emulation (`npm run bench:boot`).
 */
const unusedLibrary =
  /^lib(rbd|rados|gfapi|nbd|iscsi|nfs|hdfs|daos|dfs|curl|ibverbs|rdmacm|pmem|pmem2|pmemblk|mariadb|mysqlclient|pq)\.so(\.|$)/;

/** The directory where stand-ins are tried on the host; disposed when the trial is over. */
type Trial = Awaited<ReturnType<typeof mkdtempDisposable>>;

/**
 * Libraries to stand in for those that a program never calls, tried with the program itself: none
 * where it does not say its version with them as it does without, where the program or a library
 * can't be read, and on other processors than x86-64. `libraries` is what it then needs of the
 * host's.
 */
export async function replaceUnused(
  program: LoadedProgram,
  readLibraries: (
    environment: Readonly<Record<string, string>>,
  ) => Promise<ReadonlyMap<string, string>>,
): Promise<{
  readonly libraries: ReadonlyMap<string, string>;
  readonly standIns: readonly StandInFile[];
}> {
  const { path, libraries } = program;
  const standIns = process.arch === 'x64' ? await standInsFor(program) : [];
  if (standIns.length === 0) return { libraries, standIns: [] };
  await using trial = await mkdtempDisposable(join(tmpdir(), 'storage-gate-'));
  await Promise.all(
    standIns.map(async ({ soname, content }) => writeFile(join(trial.path, soname), content)),
  );
  if (!(await runsWith(path, trial))) return { libraries, standIns: [] };
  const found = await readLibraries(trialEnvironment(trial));
  return {
    libraries: new Map([...found].filter(([, file]) => !file.startsWith(`${trial.path}/`))),
    standIns: standIns.map(({ file, content }) => ({ path: file, content })),
  };
}

async function standInsFor({ path, libraries }: LoadedProgram) {
  const program = await readDynamics(path);
  const unused = program?.needed.filter(soname => unusedLibrary.test(soname)) ?? [];
  const made = await Promise.all(
    unused.map(async soname => {
      const file = libraries.get(soname);
      const library = file === undefined ? undefined : await readDynamics(file);
      if (program === undefined || file === undefined || library === undefined) return [];
      return [
        {
          soname,
          file,
          content: buildStandIn({ soname, functions: functionsOf(program, { soname, library }) }),
        },
      ];
    }),
  );
  return made.flat();
}

/** What the program looks for in that library; a symbol without a version may be any library's. */
function functionsOf(
  program: ElfDynamics,
  { soname, library }: { readonly soname: string; readonly library: ElfDynamics },
) {
  return program.imports
    .filter(({ name, version }) =>
      version === undefined ? library.exports.has(name) : version.library === soname,
    )
    .map(({ name, version }) => ({ name, version: version?.name ?? '' }));
}

async function readDynamics(path: string): Promise<ElfDynamics | undefined> {
  try {
    return await readElf(path);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The loader complains on stderr of a symbol's version that it does not find, and ends where it
 * misses a symbol.
 */
async function runsWith(path: string, trial: Trial): Promise<boolean> {
  const call = { argv: [path, '--version'], timeout: 20 };
  const accept = Array.from({ length: 256 }, (_, status) => status);
  const [without, with_] = await Promise.all([
    runTool({ ...call, accept }),
    runTool({ ...call, accept, env: trialEnvironment(trial) }),
  ]);
  return with_.exitCode === 0 && with_.stderr === '' && with_.stdout === without.stdout;
}

function trialEnvironment({ path }: Trial): Readonly<Record<string, string>> {
  return { LD_LIBRARY_PATH: path };
}
