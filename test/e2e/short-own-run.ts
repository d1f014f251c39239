import { requireSettings } from '../../src/config/settings.ts';
import { printRun } from './print-run.ts';

// Two rounds of a user's own workloads with their seconds cut, which no option does: a disk that
// makes holes of zeroes beside its base side, which does not. Words: a directory, and the text of
// the config. Prints the run document.
const [directory = '', text = ''] = process.argv.slice(2);
const { plan, ...settings } = requireSettings({
  raw: {
    disks: ['name=prod,cache=none,discard=unmap,detect-zeroes=unmap,size=64MiB'],
    baseDisks: ['name=prod,cache=none,size=64MiB'],
    rounds: '2',
    accel: 'tcg',
    directory,
    'lock-wait': '1h',
  },
  configFile: { path: 'storage-gate.yml', text },
  origin: 'cli',
  randomSeed: 1,
  workspace: directory,
});
const suite = { ...plan.suite, seconds: 0.3 };
await printRun({ ...settings, plan: { ...plan, suite } });
