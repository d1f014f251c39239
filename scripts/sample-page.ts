/** Writes DIRECTORY/index.html: the history page of 2,000 runs that nobody measured. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyPage } from '../src/page/history.ts';
import { builtAssets } from '../test/harness/browser.ts';
import { madeUpHistory } from '../test/harness/made-up-history.ts';

const [directory = 'sample'] = process.argv.slice(2);
mkdirSync(directory, { recursive: true });
const page = historyPage(madeUpHistory({ runs: 2000 }), await builtAssets());
writeFileSync(join(directory, 'index.html'), page);
