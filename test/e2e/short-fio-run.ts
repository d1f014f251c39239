import { requireSettings } from '../../src/config/settings.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';
import { printRun } from './print-run.ts';

// One run of the fio suite with seconds and sizes cut, which no option does: a direct and a
// write-through disk, and one without storage (asked for). Words: a directory, the number of rounds
// and the random seed. Prints the run document.
const [directory = '', rounds = '', randomSeed = ''] = process.argv.slice(2);
const suite = {
  ...fioSuite('quick'),
  rampMilliseconds: 100,
  runMilliseconds: 500,
  writeCap: 4 * 2 ** 20,
};
const settings = requireSettings({
  raw: {
    suite: 'fio',
    disks: [
      'name=prod,cache=none,size=64MiB',
      'name=through,cache=writethrough,size=64MiB',
      'null,name=bare',
    ],
    rounds,
    accel: 'tcg',
    directory,
    // Where it has no network of its own, others may measure before it.
    'lock-wait': '1h',
  },
  origin: 'cli',
  randomSeed: Number(randomSeed),
  workspace: directory,
});
await printRun({ ...settings, plan: { ...settings.plan, suite } });
