import { Command, CommanderError } from 'commander';
import { acknowledgeCommand } from './cli/acknowledge.ts';
import { listBaselines, moveBaselines, showBaseline } from './cli/baselines.ts';
import { bisectStepCommand, stepStatusOf } from './cli/bisect.ts';
import { compareCommand, measureCommand, recordCommand, runCommand } from './cli/commands.ts';
import { deviceClaim, deviceShow } from './cli/device.ts';
import { disksCommand } from './cli/disks.ts';
import { doctorCommand } from './cli/doctor.ts';
import { historyCommand } from './cli/history.ts';
import { initCommand } from './cli/init.ts';
import { modesCommand } from './cli/modes.ts';
import {
  addErrorOptions,
  addJudgingOptions,
  addMeasuringOptions,
  addSomeOptions,
  addStoreOption,
  collect,
  formatOption,
  type Options,
} from './cli/options.ts';
import { pruneBaselines } from './cli/prune.ts';
import { addSelftestOptions, selftestCommand } from './cli/selftest.ts';
import { setupCommand } from './cli/setup.ts';
import { openTerminal, type Terminal } from './cli/terminal.ts';
import { tryCommand } from './cli/try.ts';
import { workloadsCommand } from './cli/workloads.ts';
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
  const thrown = terminal.signal.aborted ? terminal.signal.reason : error;
  const status = reportFailure(thrown);
  const isStep = status > 0 && process.argv[2] === 'bisect-step';
  process.exitCode = isStep ? stepStatusOf(thrown, status) : status;
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
      outputError: text => terminal.say(text.trimEnd()),
      getErrHelpWidth: () => Math.min(process.stderr.columns ?? 80, mostColumns),
    })
    .showHelpAfterError('(add --help for the options)')
    .addHelpText('after', examples);
  addJudgingOptions(addMeasuringOptions(program.command('run')))
    .description('measure, judge against earlier runs, report, and store the run')
    .option(
      '--base-ref <rev>',
      'what the disks were at this commit, by its config and its files, as the base side',
    )
    .option('--measure <disks>', 'with --base-ref: changed (default), or all, which stores the run')
    .option('--out <file>', 'also write the run document here')
    .option('--no-record', 'judge without storing the run, for an experiment')
    .addHelpText('after', runExamples)
    .action(command(runCommand));
  addMeasuringOptions(program.command('measure'))
    .description('measure only: writes a run document')
    .option('--out <file>', 'run document to write', 'run.json')
    .action(command(measureCommand));
  addJudgingOptions(program.command('compare'))
    .description('judge run documents again; needs no QEMU')
    .argument('<run.json...>', 'run documents; several make one report')
    .option('--config <file>', 'policy in YAML (default: storage-gate.yml if it exists)')
    .option('--out <file>', 'write the report here instead of stdout')
    .action(command(compareCommand));
  addStoreOption(program.command('record'), `where to store them: ${storesToChange}`)
    .description('store run documents as baselines')
    .argument('<run.json...>', 'run documents')
    .action(command(recordCommand));
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
    .option('--environment <digits>', 'its first digits (default: that of the newest run)')
    .action(command(acknowledgeCommand));
  addErrorOptions(addStoreOption(program.command('history'), storeToRead))
    .description('make a page of all stored runs, which opens without a server')
    .option('--config <file>', 'policy in YAML (default: storage-gate.yml if it exists)')
    .option('--out <directory>', 'where to write index.html', 'storage-gate-history')
    .option('--repository <address>', "whose commits are linked (default: the job's, or origin)")
    .action(command(historyCommand));
  addBaselines(program.command('baselines').description('list, show and prune stored runs'));
  const doctor = program
    .command('doctor')
    .description('check what this host can measure, what is missing, and how to fix it');
  const examined = ['config', 'directory', 'disk', 'qemu', 'base-qemu', 'accel', 'allow-tmpfs'];
  addStoreOption(
    addSomeOptions(doctor, ...examined),
    'stored runs, from which it learns how much a run writes',
  )
    .addOption(formatOption('format of the findings'))
    .action(command(doctorCommand));
  addSomeOptions(program.command('try'), 'directory', 'qemu', 'accel', 'dry-run', 'yes')
    .description('a picture in a minute: one disk, cache none, the host')
    .option('--from <file#target>', "a disk of a definition (default: QEMU's)")
    .action(command((options: Options, own: Terminal) => tryCommand(options, own)));
  addErrorOptions(addMeasuringOptions(program.command('bisect-step')))
    .description('for git bisect run: is this commit worse?')
    .option('--good <rev>', 'what to measure beside (default: the first good)')
    .option('--build <command>', 'command that builds a commit')
    .action(command((options: Options, own: Terminal) => bisectStepCommand(options, own)));
  addSelftestOptions(program.command('selftest')).action(
    command((options: Options, own: Terminal) => selftestCommand(options, own)),
  );
  program
    .command('setup')
    .description('install the host packages that are missing (asks on a terminal)')
    .option('--yes', 'do not ask')
    .option(
      '--upgrade-guest',
      'use the newest guest kernel of apt, else of this host; a new series of results begins',
    )
    .option(
      '--lock-guest',
      'write the guest in use to storage-gate.lock, so that every host boots the same guest',
    )
    .action(command(setupCommand));
  const device = program.command('device').description('block devices that runs may write to');
  device
    .command('show')
    .description('show what is on a device, or on those that have a name on this host')
    .argument('[devices...]', 'path or name')
    .action(command(deviceShow));
  device
    .command('claim')
    .description('put our mark on a block device that nobody uses; all of it is worthless then')
    .argument('<path>', 'such as /dev/disk/by-id/…')
    .option('--yes', 'what it holds is worthless')
    .action(command(deviceClaim));
  program
    .command('disks')
    .description("show what a guest's definition says of its disks, and from where each field is")
    .argument('<file>', 'libvirt XML, QEMU arguments, Proxmox or KubeVirt configuration')
    .option('--as <product>', 'product whose defaults hold, such as proxmox-9')
    .option('--storages <file>', "Proxmox's storage.cfg: which storage is of which kind")
    .option('--target <disk>', 'only this disk')
    .addOption(formatOption('format of the output'))
    .action(command(disksCommand));
  program
    .command('workloads')
    .description('list the workloads of the suite pairs, and those of the config, in words')
    .option('--config <file>', 'settings in YAML (default: storage-gate.yml if it exists)')
    .addOption(formatOption('format of the output; json has sizes in bytes'))
    .action(command(workloadsCommand));
  program
    .command('init')
    .description('find definitions of guests here, and write a config and a workflow for them')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'show what would be written, and write nothing')
    .action(command((options: Options, own: Terminal) => initCommand(options, own)));
  program
    .command('modes')
    .description('list the presets of --disk, and what each sets in QEMU')
    .addOption(formatOption('format of the output; json has sizes in bytes'))
    .action(command(modesCommand));
  return program;
}

function addBaselines(baselines: Command): void {
  addStoreOption(baselines.command('list'), storeToRead)
    .description('list the environments that have stored runs')
    .addOption(formatOption('format of the output'))
    .action(command(listBaselines));
  addStoreOption(baselines.command('show'), storeToRead)
    .description('show the runs, acknowledgements and verdicts of one environment')
    .argument('[environment]', 'its first digits (default: that of the newest run)')
    .addOption(formatOption('format of the output', 'csv', 'junit'))
    .action(command(showBaseline));
  baselines
    .command('move')
    .description('carry over the branch of earlier versions')
    .action(command(moveBaselines));
  addStoreOption(baselines.command('prune'), storeToChange)
    .description('remove runs, but never the newest, nor one that an acknowledgement refers to')
    .option('--keep <n>', 'remove all but the newest N of each environment')
    .option('--run <digits>', 'remove this run of `baselines show`, repeatable', collect)
    .option('--yes', 'remove them; without it only list what would be removed')
    .action(command(pruneBaselines));
}

/** Runs a command with its arguments, its options and the terminal; it returns the exit status. */
function command<A extends unknown[]>(
  work: (...given: [...A, Options, Terminal]) => Promise<number>,
) {
  return async (...given: [...A, Options, Command]): Promise<void> => {
    process.exitCode = await work(...(given.slice(0, -1) as [...A, Options]), terminal);
  };
}

/** The only catch-all: says what went wrong, and gives the exit status. */
function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  for (const line of `storage-gate: ${describeError(error)}`.split('\n')) terminal.say(line);
  return exitStatusOf(error);
}
