import { Command, CommanderError, Option } from 'commander';
import { acknowledgeCommand } from './cli/acknowledge.ts';
import { listBaselines, showBaseline } from './cli/baselines.ts';
import { compareCommand, measureCommand, recordCommand, runCommand } from './cli/commands.ts';
import { doctorCommand } from './cli/doctor.ts';
import { modesCommand } from './cli/modes.ts';
import {
  addJudgingOptions,
  addMeasuringOptions,
  addStoreOption,
  collect,
  type Options,
} from './cli/options.ts';
import { pruneBaselines } from './cli/prune.ts';
import { addSelftestOptions, selftestCommand } from './cli/selftest.ts';
import { setupCommand } from './cli/setup.ts';
import { openTerminal } from './cli/terminal.ts';
import { describeError, exitStatuses, exitStatusOf } from './errors.ts';
import { storesToChange, storesToRead } from './store/location.ts';
import { toolVersion } from './version.ts';

const examples = `
Examples:
  storage-gate run
      every cache mode and the bare host, as in the blog post
  storage-gate run --suite fio --disk none --profile quick
      one mode, with fio on the raw disk, beside the host
  storage-gate run --disk name=prod,format=qcow2,cache=none,aio=native \\
      --directory /var/lib/libvirt/images
      your own disk, on the drive where your images are
  storage-gate compare run.json --format markdown
      judge a stored run again, without QEMU

Exit status:
${exitStatuses.map(({ status, meaning }) => `  ${String(status).padEnd(5)}${meaning}`).join('\n')}`;

const runExamples = `
Without disks on the command line or in the config, the rows of the blog post
are measured with its workloads (--suite sysbench): host, host-direct, default,
writeback, writethrough, none, directsync, unsafe. Disks that are named are
measured in turns of milliseconds with their --base-disk, or with a plain disk
(--suite pairs): these runs alone gate by themselves. --suite fio shows levels,
each beside the host job that does what QEMU does for its mode. Every later run
is compared with the earlier ones in --baseline whose host, guest and tools were
the same.`;

/** Columns of a help text at most: longer lines are hard to read. */
const mostColumns = 100;

const storeToRead = `the stored runs: ${storesToRead}`;
const storeToChange = `the stored runs: ${storesToChange}`;

const terminal = openTerminal(process.env);

try {
  await buildProgram().parseAsync();
} catch (error) {
  process.exitCode = reportFailure(terminal.signal.aborted ? terminal.signal.reason : error);
}

function buildProgram(): Command {
  const program = new Command('storage-gate')
    .description(
      'Boots a QEMU guest, benchmarks the disk mode you ship, compares it with earlier runs, and fails where storage throughput regressed.',
    )
    .version(toolVersion)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      getOutHelpWidth: () => Math.min(process.stdout.columns ?? 80, mostColumns),
      getErrHelpWidth: () => Math.min(process.stderr.columns ?? 80, mostColumns),
    })
    .showHelpAfterError('(add --help for the options and examples)')
    .addHelpText('after', examples);
  addJudgingOptions(addMeasuringOptions(program.command('run')))
    .description('measure, judge against earlier runs, report, and store the run')
    .option('--out <file>', 'also write the run document here')
    .option('--no-record', 'judge without storing the run, for an experiment')
    .addHelpText('after', runExamples)
    .action(command(options => runCommand(options, terminal)));
  addMeasuringOptions(program.command('measure'))
    .description('measure only: writes a run document')
    .option('--out <file>', 'run document to write', 'run.json')
    .action(command(options => measureCommand(options, terminal)));
  addJudgingOptions(program.command('compare'))
    .description('judge run documents again; needs no QEMU')
    .argument('<run.json...>', 'run documents; several make one report')
    .option('--config <file>', 'policy in YAML (default: storage-gate.yml if it exists)')
    .option('--out <file>', 'write the report here instead of stdout')
    .action(async (paths: string[], options: Options) => {
      process.exitCode = await compareCommand(paths, options, terminal);
    });
  addStoreOption(program.command('record'), `where to store them: ${storesToChange}`)
    .description('store run documents as baselines')
    .argument('<run.json...>', 'run documents')
    .action(async (paths: string[], options: Options) => {
      process.exitCode = await recordCommand(paths, options, terminal);
    });
  addStoreOption(program.command('acknowledge'), storeToChange)
    .description(
      'accept the level of the newest stored runs as what the default branch delivers from now on',
    )
    .requiredOption('--reason <text>', 'why the level is accepted')
    .option('--by <name>', 'who accepts it (default: user.name of git)')
    .option(
      '--cell <cell>',
      'only these cells, repeatable: ARM/WORKLOAD/METRIC, each part may be *',
      collect,
    )
    .option('--last <n>', 'number of newest eligible runs whose mean is the level (default 5)')
    .option(
      '--environment <digits>',
      'first digits of the environment (default: that of the newest run)',
    )
    .action(command(options => acknowledgeCommand(options, terminal)));
  addBaselines(program.command('baselines').description('list, show and prune stored runs'));
  program
    .command('doctor')
    .description('check what this host can measure, what is missing, and how to fix it')
    .option('--config <file>', 'settings in YAML (default: storage-gate.yml if it exists)')
    .option('--directory <dir>', 'where the images would be (default: .storage-gate/work)')
    .option('--disk <spec>', 'a disk to be measured, repeatable', collect)
    .option('--qemu <binary>', 'QEMU under test (default: the one in PATH)')
    .option('--base-qemu <binary>', 'QEMU of the base side (default: that of the head)')
    .option('--accel <kind>', 'auto, kvm (a problem if it does not work) or tcg')
    .option(
      '--baseline <store>',
      'stored runs, from which it learns how much a run writes (default dir:.storage-gate)',
    )
    .addOption(new Option('--allow-tmpfs', 'accept a directory in memory').preset('true'))
    .addOption(
      new Option('--format <format>', 'format of the findings')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action(command(options => doctorCommand(options, terminal)));
  addSelftestOptions(program.command('selftest')).action(
    command(options => selftestCommand(options, terminal)),
  );
  program
    .command('setup')
    .description('install the host packages that are missing (asks on a terminal)')
    .option('--yes', 'do not ask')
    .option(
      '--upgrade-guest',
      'use the newest guest kernel that apt offers; a new series of results begins',
    )
    .option(
      '--lock-guest',
      'write the guest in use to storage-gate.lock, so that every host boots the same guest',
    )
    .action(command(options => setupCommand(options, terminal)));
  program
    .command('modes')
    .description('list the presets of --disk, and what each sets in QEMU')
    .addOption(
      new Option('--format <format>', 'format of the output; json has sizes in bytes')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action((options: Options) => modesCommand(options, terminal));
  for (const subcommand of program.commands.flatMap(each => [each, ...each.commands]))
    subcommand.exitOverride().showHelpAfterError('(add --help for the options)');
  return program;
}

function addBaselines(baselines: Command): void {
  const format = (): Option =>
    new Option('--format <format>', 'format of the output')
      .choices(['text', 'json'])
      .default('text');
  addStoreOption(baselines.command('list'), storeToRead)
    .description('list the environments that have stored runs')
    .addOption(format())
    .action(command(options => listBaselines(options, terminal)));
  addStoreOption(baselines.command('show'), storeToRead)
    .description('show the runs of one environment, and its acknowledgements')
    .argument('[environment]', 'its first digits (default: that of the newest run)')
    .addOption(format())
    .action(async (prefix: string | undefined, options: Options) => {
      process.exitCode = await showBaseline(prefix, options, terminal);
    });
  addStoreOption(baselines.command('prune'), storeToChange)
    .description('remove runs, but never the newest, nor one that an acknowledgement refers to')
    .option('--keep <n>', 'remove all but the newest N of each environment')
    .option(
      '--run <digits>',
      'remove this run, repeatable, by its digits in `baselines show`',
      collect,
    )
    .option('--yes', 'remove them; without it only list what would be removed')
    .action(command(options => pruneBaselines(options, terminal)));
}

function command(work: (options: Options) => Promise<number>) {
  return async (options: Options): Promise<void> => {
    process.exitCode = await work(options);
  };
}

/** The only catch-all: says what went wrong, and gives the exit status. */
function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  terminal.say(`storage-gate: ${describeError(error)}`);
  return exitStatusOf(error);
}
