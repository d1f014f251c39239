import { definitions } from './definitions.ts';
import { documents } from './documents.ts';
import { run as host } from './host.ts';
import { run as kills } from './kills.ts';
import type { Part } from './part.ts';
import { run as texts } from './texts.ts';

/** All parts of the campaign, in the order in which they run. A new one is a line here. */
export const parts: readonly Part[] = [
  documents,
  definitions,
  {
    name: 'texts',
    question: 'Does a terminal, a runner or a browser obey a foreign text?',
    run: texts,
  },
  {
    name: 'host',
    question: 'Is a fault of the host told as a bug, or as a failed gate?',
    run: host,
  },
  { name: 'kills', question: 'Does a kill leave anything behind, or lose anything?', run: kills },
];
