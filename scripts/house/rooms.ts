/**
 * A room: a folder of src, or a file that lies in it directly. test/architecture.test.ts takes its
 * rules from here, and docs/architecture.md its table.
 */
export interface Room {
  readonly name: string;
  /** What it is, for the table. */
  readonly what: string;
  /** The other rooms that it may import. */
  readonly imports: readonly string[];
  /** The npm packages that it may import, and modules of node that touch nothing. */
  readonly packages: readonly string[];
  /** What of the world it may touch, in words, or `nothing` or `pure`. */
  readonly touches: string;
}

/** What an entry may import. */
export const everything: readonly string[] = ['everything'];

/** What a room touches that has no access to the world, and so to no module of node. */
export const nothing = 'nothing';

/** What a room touches whose results depend on its arguments alone. */
export const pure = 'nothing: no clock, no randomness, nothing asynchronous';

/** The rooms that touch the world: none imports another one of them, `process` apart. */
export const edges: readonly string[] = ['process', 'qemu', 'guest', 'host', 'store'];

/** Every room, in the order of the table: what is imported before what imports it. */
export const rooms: readonly Room[] = [
  {
    name: 'version',
    what: "the program's version, and where its issues are",
    imports: [],
    packages: [],
    touches: nothing,
  },
  {
    name: 'plain-text',
    what: 'foreign text made harmless for terminals, logs and JSON',
    imports: [],
    packages: [],
    touches: pure,
  },
  {
    name: 'errors',
    what: 'the one class of errors, their codes and facts, and how they become a message',
    imports: ['version', 'plain-text'],
    packages: [],
    touches: nothing,
  },
  {
    name: 'statistics',
    what: 'numbers in, numbers out: centre, noise, comparison, spending; knows no run',
    imports: [],
    packages: [],
    touches: pure,
  },
  {
    name: 'disk',
    what: "every field of a disk mode, in one table: words, key, QEMU's arguments, evidence; qcow2 headers",
    imports: [],
    packages: ['zod'],
    touches: pure,
  },
  {
    name: 'core',
    what: 'the nouns, each with its schema: workload, plan, run document, sample, policy',
    imports: ['disk', 'statistics'],
    packages: ['zod', 'yaml', 'node:crypto'],
    touches: pure,
  },
  {
    name: 'source',
    what: 'definitions of guests to the fields of a disk, each with its origin; opens no file',
    imports: ['core', 'disk'],
    packages: ['@rgrove/parse-xml', 'yaml', 'unbash'],
    touches: pure,
  },
  {
    name: 'suites',
    what: 'what a suite is, the suites by name, and run documents with one: a folder for each',
    imports: ['core', 'disk', 'statistics', 'errors'],
    packages: ['zod'],
    touches: "files: the text of the instrument's script",
  },
  {
    name: 'history',
    what: "stored documents to a run's baseline, at what level, and why not the others",
    imports: ['core', 'statistics'],
    packages: [],
    touches: pure,
  },
  {
    name: 'judge',
    what: 'runs, baseline and policy to verdicts: cells, looks, error budgets',
    imports: ['core', 'disk', 'statistics', 'suites', 'history'],
    packages: [],
    touches: pure,
  },
  {
    name: 'report',
    what: 'units, tables, text, Markdown, JSON',
    imports: ['core', 'disk', 'suites', 'judge', 'errors', 'plain-text'],
    packages: ['markdown-table', 'node:util'],
    touches: nothing,
  },
  {
    name: 'page',
    what: 'the history of a store and a run as documents of HTML, with the script that draws them',
    imports: ['core', 'statistics', 'suites', 'history', 'judge', 'report', 'plain-text'],
    packages: ['uplot'],
    touches: 'files: the texts of its script and style; in a browser the page itself',
  },
  {
    name: 'config',
    what: 'flags, inputs and YAML to plan, policy and site; a rejection names place, value, remedy',
    imports: ['core', 'disk', 'source', 'suites', 'errors'],
    packages: ['zod'],
    touches: nothing,
  },
  {
    name: 'process',
    what: "programs, found and under a parent-death signal; the host's lock; owned directories",
    imports: ['core', 'errors'],
    packages: ['execa', 'zod'],
    touches: 'processes, files, sockets',
  },
  {
    name: 'qemu',
    what: "QEMU's argv (pure), QMP, images, hot-plug, attestation",
    imports: ['core', 'disk', 'errors', 'process'],
    packages: ['zod'],
    touches: 'processes, files, sockets',
  },
  {
    name: 'guest',
    what: 'kernel and initramfs from distribution packages, the guest agent',
    imports: ['core', 'errors', 'process'],
    packages: ['zod', 'yaml'],
    touches: 'processes, files, sockets',
  },
  {
    name: 'host',
    what: 'packages, directory, page cache, the benchmark without QEMU',
    imports: ['core', 'suites', 'errors', 'process'],
    packages: ['zod'],
    touches: 'processes, files',
  },
  {
    name: 'store',
    what: 'where runs are kept: directory, single file, ref of a repository',
    imports: ['core', 'suites', 'errors', 'process'],
    packages: [],
    touches: 'files, git',
  },
  {
    name: 'github',
    what: 'event, comment, summary, annotations, trust',
    imports: ['core', 'errors', 'plain-text', 'process'],
    packages: ['@actions/core', '@actions/github', 'zod'],
    touches: 'HTTP',
  },
  {
    name: 'measure',
    what: 'the only orchestrator of the edges: boots, attaches, measures, round by round',
    imports: ['core', 'disk', 'suites', 'errors', 'process', 'qemu', 'guest', 'host'],
    packages: ['zod'],
    touches: 'the clock',
  },
  {
    name: 'doctor',
    what: 'what a host can measure: one finding per topic, read from the edges',
    imports: ['core', 'disk', 'suites', 'errors', 'process', 'qemu', 'guest', 'host', 'measure'],
    packages: [],
    touches: 'processes, files',
  },
  {
    name: 'config-file',
    what: 'reads storage-gate.yml for both entries',
    imports: ['core', 'errors', 'process'],
    packages: [],
    touches: 'files',
  },
  {
    name: 'progress-display',
    what: 'what a run tells while it lasts, in lines',
    imports: ['measure', 'report', 'plain-text'],
    packages: [],
    touches: nothing,
  },
  {
    name: 'run',
    what: 'measure, judge, record: the one sequence that both entries call',
    imports: ['core', 'suites', 'history', 'judge', 'errors', 'measure', 'config', 'store'],
    packages: [],
    touches: nothing,
  },
  {
    name: 'selftest',
    what: 'two runs of which is known what they should read: nothing changed, and a known loss',
    imports: ['core', 'suites', 'history', 'judge', 'errors', 'measure', 'config', 'run'],
    packages: [],
    touches: nothing,
  },
  {
    name: 'cli',
    what: 'the command line: flags in, text and an exit status out',
    imports: everything,
    packages: ['commander'],
    touches: 'env, argv, exit status',
  },
  {
    name: 'action',
    what: 'the action: inputs in, outputs, comment and status out',
    imports: everything,
    packages: ['@actions/core', 'zod'],
    touches: 'env, argv, exit status',
  },
  {
    name: 'report-action',
    what: 'the second action: documents of a run in, comment and status out',
    imports: everything,
    packages: ['@actions/core'],
    touches: 'env, argv, exit status',
  },
  {
    name: 'post',
    what: 'what both actions do after their step, however that ended',
    imports: everything,
    packages: [],
    touches: 'env, argv, exit status',
  },
];
