/**
 * `npm run accept:kvm`: shows on a host with KVM that guests boot with it, that all six modes are in force, and what the gate
 * can tell there (selftest), and writes one Markdown report for the project. Ends with 69 and the reason where KVM does not work; never falls back to emulation.
 */
import { writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { renderFindings } from '../src/cli/doctor.ts';
import { openTerminal } from '../src/cli/terminal.ts';
import { requireSettings } from '../src/config/settings.ts';
import { cacheModes } from '../src/core/cache-mode.ts';
import type { Selftest } from '../src/core/selftest.ts';
import { examineHost } from '../src/doctor/examination.ts';
import { canMeasure } from '../src/doctor/finding.ts';
import { describeError, exitStatusOf } from '../src/errors.ts';
import { measure } from '../src/measure/measure.ts';
import { runSelftest } from '../src/selftest.ts';
import { toolVersion } from '../src/version.ts';
import { isAccepted, renderKvmReport } from './kvm-report.ts';

const reportName = 'kvm-report.md';
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
  const { cacheDirectory, signal, report } = terminal;
  const { plan, site } = requireSettings({
    raw: { disks: cacheModes, suite: 'seed', rounds: '3', accel: 'kvm' },
    origin: 'cli',
    randomSeed: 1,
    workspace: process.cwd(),
  });
  const findings = await examineHost({ plan, site, cacheDirectory, lastRun: undefined, say, signal });
  if (!canMeasure(findings)) {
    terminal.print(renderFindings(findings, terminal.color));
    say('KVM is not accepted on this host: see the problems above');
    return 69;
  }
  const { run, trouble } = await measure({ plan, site, commit: null, cacheDirectory, toolVersion, report, signal });
  const selftest = trouble === undefined && isAccepted(run) ? await selftestKvm() : undefined;
  const text = renderKvmReport({ run, findings, selftest });
  await writeFile(reportName, text);
  terminal.print(text);
  if (trouble !== undefined) throw trouble;
  say(`the report is ${reportName}: please send it to the project, as an issue titled "KVM on ..."`);
  return isAccepted(run) && selftest?.wiring?.passed === true ? 0 : 69;
}

/** What the gate can tell on this host: one direct disk and one through the host's page cache. */
async function selftestKvm(): Promise<Selftest> {
  const { cacheDirectory, signal, report } = terminal;
  const { plan, policy, site } = requireSettings({
    raw: { disks: ['none', 'writeback'], profile: 'quick', accel: 'kvm' },
    origin: 'cli',
    randomSeed: 1,
    workspace: process.cwd(),
  });
  const surroundings = { cacheDirectory, toolVersion, report, signal };
  return runSelftest({ plan, policy, site, rounds: undefined, from: [], surroundings, pause: () => setImmediate() });
}
