/**
 * `npm run accept:kvm`: shows on a host with KVM that guests boot with it and that every mode is in
 * force, in three rounds of the sysbench suite and one of the fio suite, and of what worth the
 * slices are there: an unchanged disk judged (A/A), a known loss in slices of several lengths, and
 * how many requests the instrument could issue. Writes one Markdown report for the project. Ends
 * with 69 and the reason where KVM does not work; never falls back to emulation. `-- --accel tcg`
 * rehearses it without KVM, which accepts nothing.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { renderFindings } from '../src/cli/doctor.ts';
import { openTerminal } from '../src/cli/terminal.ts';
import { requireSettings } from '../src/config/settings.ts';
import { cacheModes } from '../src/disk/cache.ts';
import { examineHost } from '../src/doctor/examination.ts';
import { canMeasure } from '../src/doctor/finding.ts';
import { describeError, exitStatusOf } from '../src/errors.ts';
import { type Measured, measure } from '../src/measure/measure.ts';
import { toolVersion } from '../src/version.ts';
import { openBenchHost } from './bench-host.ts';
import { measureCeiling, measureDilution } from './instrument.ts';
import {
  type InstrumentEvidence,
  renderKvmReport,
  showsInstrument,
  showsKvm,
} from './kvm-report.ts';
import { settingsOf } from './pairs/kinds.ts';
import { measureJudged } from './pairs/record.ts';

const reportName = 'kvm-report.md';

/** A read and a synced write: enough to see that a disk works, and little for a drive to write. */
const fewWorkloads = ['randread-4k-qd1', 'syncwrite-4k-qd1'];

const gateDisks = [
  'name=none,cache=none',
  'name=native,cache=none,aio=native',
  'name=io_uring,cache=none,aio=io_uring',
  'name=iothread,cache=none,iothread=on',
  'name=scsi,cache=directsync,bus=virtio-scsi',
  'name=scsi-iothread,cache=none,bus=virtio-scsi,iothread=on',
  'name=nvme,cache=none,bus=nvme',
  'name=qcow2,cache=writeback,format=qcow2',
  'name=qcow2-through,cache=writethrough,format=qcow2',
  'name=unsafe,cache=unsafe',
].map(spec => `${spec},size=256MiB`);

const terminal = openTerminal(process.env);
const say = (line: string): void => terminal.say(line);
try {
  process.exitCode = await acceptKvm();
} catch (error) {
  const reason = terminal.signal.aborted ? terminal.signal.reason : error;
  say(`accept:kvm: ${describeError(reason)}`);
  process.exitCode = exitStatusOf(reason);
}

async function acceptKvm(): Promise<number> {
  const { cacheDirectory, signal } = terminal;
  const { accel } = parseArgs({ options: { accel: { type: 'string', default: 'kvm' } } }).values;
  const modes = settingsFor({ disks: cacheModes, suite: 'sysbench', rounds: '3', accel });
  const findings = await examineHost({ ...modes, cacheDirectory, lastRun: undefined, say, signal });
  if (!canMeasure(findings)) {
    terminal.print(renderFindings(findings, terminal.color));
    say('KVM is not accepted on this host: see the problems above');
    return 69;
  }
  const first = await measureSettings(modes);
  const second =
    first.trouble === undefined ? await measureSettings(moreSettings(accel)) : undefined;
  const trouble = first.trouble ?? second?.trouble;
  const evidence = { run: first.run, more: second?.run, findings };
  const shown = trouble === undefined && (accel !== 'kvm' || showsKvm(evidence));
  const instrument = shown ? await tryInstrument(accel) : undefined;
  const text = renderKvmReport({ ...evidence, instrument });
  await writeFile(reportName, text);
  terminal.print(text);
  if (trouble !== undefined) throw trouble;
  say(
    `the report is ${reportName}: please send it to the project, as an issue titled "KVM on ..."`,
  );
  return showsKvm(evidence) && instrument !== undefined && showsInstrument(instrument) ? 0 : 69;
}

function settingsFor(raw: Parameters<typeof requireSettings>[0]['raw']) {
  return requireSettings({ raw, origin: 'cli', randomSeed: 1, workspace: process.cwd() });
}

/**
 * One quick round of what those six modes have not: other buses, engines and formats. All
 * workloads on one disk only.
 */
function moreSettings(accel: string): ReturnType<typeof settingsFor> {
  const settings = settingsFor({
    disks: gateDisks,
    suite: 'fio',
    profile: 'quick',
    rounds: '1',
    accel,
  });
  const { plan } = settings;
  const arms = plan.arms.map(arm =>
    arm.name === 'none' ? arm : { ...arm, workloads: fewWorkloads },
  );
  return { ...settings, plan: { ...plan, arms } };
}

function measureSettings({ plan, site }: ReturnType<typeof settingsFor>): Promise<Measured> {
  const { cacheDirectory, signal, onProgress } = terminal;
  return measure({ plan, site, commit: null, cacheDirectory, toolVersion, onProgress, signal });
}

/** An unchanged disk, a loss in slices of several lengths, and no storage at all. */
async function tryInstrument(accelerator: string): Promise<InstrumentEvidence> {
  const lockWait = '30m';
  const site = { directory: undefined, accelerator, lockWait };
  const surroundings = { ...terminal, toolVersion };
  const pair = { head: 'cache=none', base: 'cache=none' };
  const settings = settingsOf(site, { pair, seed: 'accept:kvm' });
  const unchanged = await measureJudged(settings, { ...surroundings, kind: 'aa' });
  const dilution = await measureDilution(site, surroundings);
  const flags = { json: false, check: false, repeat: undefined, lockWait: 30 };
  const accel = accelerator === 'kvm' ? 'kvm' : 'tcg';
  await using host = await openBenchHost({ ...flags, accelerator: accel }, ['sysbench']);
  return { unchanged, dilution, ceiling: await measureCeiling(host) };
}
