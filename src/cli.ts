import { Command, CommanderError, Option } from 'commander';
import { acknowledgeCommand } from './cli/acknowledge.ts';
import { listBaselines, moveBaselines, showBaseline } from './cli/baselines.ts';
import { bisectStepCommand, stepStatusOf } from './cli/bisect.ts';
import { compareCommand, measureCommand, recordCommand, runCommand } from './cli/commands.ts';
import { deviceClaim, deviceShow } from './cli/device.ts';
import { disksCommand } from './cli/disks.ts';
import { doctorCommand } from './cli/doctor.ts';
import { historyCommand } from './cli/history.ts';
import { initCommand } from './cli/init.ts';
import { modesCommand, workloadsCommand } from './cli/modes.ts';
import table from './cli/program.json' with { type: 'json' };
import { pruneBaselines } from './cli/prune.ts';
import { selftestCommand } from './cli/selftest.ts';
import { setupCommand } from './cli/setup.ts';
import { openTerminal } from './cli/terminal.ts';
import { tryCommand } from './cli/try.ts';
import { describeError, exitStatuses, exitStatusOf } from './errors.ts';
import { storesToChange, storesToRead } from './store/location.ts';
import { toolVersion } from './version.ts';

const statuses = exitStatuses.map(
  ({ status, meaning }) => `  ${String(status).padEnd(5)}${meaning}`,
);

/** Columns of a help text at most: longer lines are hard to read. */
const mostColumns = 100;

/** What each command does; it is given its arguments, its options and the terminal. */
const works: Readonly<Record<string, (...given: never[]) => Promise<number>>> = {
  run: runCommand,
  measure: measureCommand,
  compare: compareCommand,
  record: recordCommand,
  acknowledge: acknowledgeCommand,
  history: historyCommand,
  'baselines list': listBaselines,
  'baselines show': showBaseline,
  'baselines move': moveBaselines,
  'baselines prune': pruneBaselines,
  doctor: doctorCommand,
  try: tryCommand,
  'bisect-step': bisectStepCommand,
  selftest: selftestCommand,
  setup: setupCommand,
  'device show': deviceShow,
  'device claim': deviceClaim,
  disks: disksCommand,
  workloads: workloadsCommand,
  init: initCommand,
  modes: modesCommand,
};

const terminal = openTerminal(process.env);

try {
  await buildProgram().parseAsync();
} catch (error) {
  const thrown = terminal.signal.aborted ? terminal.signal.reason : error;
  const status = reportFailure(thrown);
  const isStep = status > 0 && process.argv[2] === 'bisect-step';
  process.exitCode = isStep ? stepStatusOf(thrown, status) : status;
}

/** An option as the table has it; one with choices or a default says so in its help. */
interface OptionSpec {
  readonly flags: string;
  readonly text: string;
  readonly repeat?: boolean;
  readonly required?: boolean;
  readonly choices?: readonly string[];
  readonly default?: string;
  readonly preset?: string;
}

/** A command as the table has it: `@plan` names a set of options, another word one of several. */
interface CommandSpec {
  readonly description: string;
  readonly arguments?: readonly (readonly string[])[];
  readonly options?: readonly (OptionSpec | string)[];
  /** Lines below the options. */
  readonly after?: readonly string[];
  readonly commands?: Readonly<Record<string, CommandSpec>>;
}

interface ProgramSpec extends CommandSpec {
  readonly sets: Readonly<Record<string, readonly string[]>>;
  readonly shared: Readonly<Record<string, OptionSpec>>;
}

function buildProgram(): Command {
  const spec: ProgramSpec = table;
  const command = new Command('storage-gate')
    .version(toolVersion)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      getOutHelpWidth: () => Math.min(process.stdout.columns ?? 80, mostColumns),
      outputError: text => terminal.say(text.trimEnd()),
      getErrHelpWidth: () => Math.min(process.stderr.columns ?? 80, mostColumns),
    })
    .showHelpAfterError('(add --help for the options)');
  const after = [...(spec.after ?? []), '', 'Exit status:', ...statuses];
  return described(command, { ...spec, after }, spec);
}

/** A command with all that the table says of it, and those below it. */
function described(command: Command, spec: CommandSpec, all: ProgramSpec): Command {
  const { description, arguments: given = [], options = [], after, commands = {} } = spec;
  command.description(description);
  for (const [name = '', text] of given) command.argument(name, text);
  for (const option of options.flatMap(one => optionsNamed(one, all))) command.addOption(option);
  if (after !== undefined) command.addHelpText('after', after.join('\n'));
  for (const [name, below] of Object.entries(commands)) {
    const added = described(command.command(name), below, all);
    const work = works[command.parent === null ? name : `${command.name()} ${name}`];
    if (work !== undefined) added.action(runWith(work as Work));
  }
  return command;
}

function optionsNamed(named: OptionSpec | string, { sets, shared }: ProgramSpec): Option[] {
  const specs = typeof named !== 'string' ? [named] : (sets[named.slice(1)] ?? [named]);
  return specs.map(spec => {
    const found = typeof spec === 'string' ? shared[spec] : spec;
    if (found === undefined) throw new RangeError('no option of that name is shared');
    return optionOf(found);
  });
}

function optionOf({ flags, text, repeat, required, choices, ...more }: OptionSpec): Option {
  const stores = text.replace('{read}', storesToRead).replace('{change}', storesToChange);
  const option = new Option(flags, stores).makeOptionMandatory(required === true);
  if (choices !== undefined) option.choices(choices);
  if (more.default !== undefined) option.default(more.default);
  if (more.preset !== undefined) option.preset(more.preset);
  return repeat === true ? option.argParser(collect) : option;
}

/** Collects the values of a repeated option; a variadic one would swallow what comes after it. */
function collect(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}

type Work = (...given: readonly unknown[]) => Promise<number>;

/** Runs a command; what it returns is the exit status. */
function runWith(work: Work) {
  return async (...given: readonly unknown[]): Promise<void> => {
    process.exitCode = await work(...given.slice(0, -1), terminal);
  };
}

/** The only catch-all: says what went wrong, and gives the exit status. */
function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  for (const line of `storage-gate: ${describeError(error)}`.split('\n')) terminal.say(line);
  return exitStatusOf(error);
}
